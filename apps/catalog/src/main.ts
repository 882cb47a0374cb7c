import { run } from '@slipway/service'
import { catalog } from './catalog.ts'

await run(catalog)
