import { renderEstate } from '@slipway/tree'
import { genOptions } from './options.ts'
import { gen } from './run.ts'
import { main } from './speech.ts'

await main(genOptions(process.argv.slice(2)), (options, speech) => gen(options, renderEstate, speech))
