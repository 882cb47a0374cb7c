import { runOnce } from '@slipway/service'
import { migrate } from './migration.ts'

await runOnce('orders-migrate', migrate)
