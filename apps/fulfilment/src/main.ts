import { run } from '@slipway/service'
import { fulfilment } from './fulfilment.ts'

await run(fulfilment)
