import { runOnce } from '@slipway/service'
import { nightlyReport } from './nightly-report.ts'

await runOnce('nightly-report', async (env, log) =>
  log.info({ report: await nightlyReport(env, new Date()) }, 'report'),
)
