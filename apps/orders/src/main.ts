import { run } from '@slipway/service'
import { orders } from './orders.ts'

await run(orders)
