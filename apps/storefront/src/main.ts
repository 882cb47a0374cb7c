import { run } from '@slipway/service'
import { storefront } from './storefront.ts'

await run(storefront)
