import { renderEstate } from '@slipway/tree'
import { resolveOptions } from './gen/options.ts'
import { resolve } from './gen/run.ts'
import { main } from './gen/speech.ts'

await main(resolveOptions(process.argv.slice(2)), (options, speech) => resolve(options, renderEstate, speech))
