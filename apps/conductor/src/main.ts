import { run } from '@slipway/service'
import { conductor } from './member.ts'

await run(conductor)
