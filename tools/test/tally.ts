/** What one runner reported. */
export interface Tally {
  readonly passed: number
  readonly failed: number
  /** Why it failed, when the runner's own output does not say. */
  readonly why?: string
}

/** A runner that is one test by itself: types, lint. */
export const byExit = (code: number | null): Tally => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const count = (value: unknown): number | undefined =>
  Number.isInteger(value) && (value as number) >= 0 ? (value as number) : undefined

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Adds what a report cannot say of itself: a runner that counts no failure and still exits badly has crashed, and one that ran nothing has
 * proved nothing. Both are one failure.
 */
function settle(passed: number, failed: number, code: number | null, what: string): Tally {
  if (failed > 0) return { passed, failed }
  if (code !== 0) return { passed, failed: 1, why: `it reported no failure and exited with ${code ?? 'a signal'}` }
  return passed === 0 ? { passed, failed: 1, why: `no ${what} ran` } : { passed, failed }
}

/**
 * Reads vitest's JSON report (https://vitest.dev/guide/reporters#json-reporter). A file that cannot be loaded has no tests in it and
 * counts as one failure; so does an error outside of every test, which the report leaves out and the exit code tells.
 */
export function fromVitest(report: string, code: number | null): Tally {
  const value = json(report)
  const passed = isRecord(value) ? count(value['numPassedTests']) : undefined
  const failed = isRecord(value) ? count(value['numFailedTests']) : undefined
  if (!isRecord(value) || passed === undefined || failed === undefined)
    return { passed: 0, failed: 1, why: 'vitest wrote no report' }
  const files = Array.isArray(value['testResults']) ? (value['testResults'] as unknown[]).filter(isRecord) : []
  const unloaded = files.filter((f) => f['status'] === 'failed' && !someFailed(f['assertionResults'])).length
  return settle(passed, failed + unloaded, code, 'test')
}

const someFailed = (results: unknown) =>
  Array.isArray(results) && results.some((r) => isRecord(r) && r['status'] === 'failed')

/** Reads what `tools/slipway/check.ts --json` prints, `{ checks: { passed, failed } }`. All of them together are one test here. */
export function fromCheck(output: string, code: number | null): Tally {
  const value = json(output)
  const checks = isRecord(value) && isRecord(value['checks']) ? value['checks'] : {}
  const passed = count(checks['passed'])
  const failed = count(checks['failed'])
  if (passed === undefined || failed === undefined)
    return { passed: 0, failed: 1, why: 'check printed no { checks: { passed, failed } }' }
  const settled = settle(passed, failed, code, 'check')
  return settled.failed === 0 ? { passed: 1, failed: 0 } : { ...settled, passed: 0, failed: 1 }
}

/** The last line of every run, which CI and people read. */
export function lastLine(tallies: readonly Tally[]): string {
  const sum = (key: 'passed' | 'failed') => tallies.reduce((total, tally) => total + tally[key], 0)
  return `${sum('passed')} passed, ${sum('failed')} failed`
}
