import { renderEstate } from '@slipway/tree'
import { resolveOptions } from './options.ts'
import { resolve } from './run.ts'
import { main } from './speech.ts'

await main(resolveOptions(process.argv.slice(2)), (options, speech) => resolve(options, renderEstate, speech))
