import { caller, reason, type Environment } from '@slipway/service'
import { reportDay, summarize, type Entry, type Report } from './report.ts'

/**
 * Reads a day's entries from the ledger and sums them up.
 * @throws with one sentence when there can be no report
 */
export async function nightlyReport(env: Environment, now: Date): Promise<Report> {
  const call = caller(env, ['ledger'])
  const day = reportDay(env, now)
  const { status, body } = await call('ledger', `/entries?day=${day}`, { timeout: 30_000 }).catch((error: unknown) => {
    throw new Error(`No report for ${day}: ${reason(error)}`)
  })
  if (status !== 200 || !Array.isArray(body))
    throw new Error(`No report for ${day}: the ledger answered with status ${status}.`)
  return summarize(day, body as readonly Entry[])
}
