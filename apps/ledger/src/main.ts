import { run } from '@slipway/service'
import { ledger } from './ledger.ts'

await run(ledger)
