/** What one runner reported. */
export interface Tally {
  readonly passed: number
  readonly failed: number
  /** Why it failed, when the runner's own output does not say. */
  readonly why?: string
}

/** What an executor kept of one target of one project (tools/nx-plugin/executors/judge.cjs). */
export interface Verdict {
  readonly passed: number
  readonly failed: number
  readonly files: number
}

/** A runner that is one test by itself: format. */
export const byExit = (code: number | undefined): Tally =>
  code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const count = (value: unknown): number | undefined =>
  Number.isInteger(value) && (value as number) >= 0 ? (value as number) : undefined

/** @returns `undefined` for text that is no JSON */
export function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Adds what a report cannot say of itself: a runner that counts no failure and still exits badly has crashed, and one
 * that ran nothing has proved nothing. Both are one failure.
 */
function settle(passed: number, failed: number, code: number | undefined, what: string): Tally {
  if (failed > 0) return { passed, failed }
  if (code !== 0) return { passed, failed: 1, why: `it reported no failure and exited with ${code ?? 'a signal'}` }
  return passed === 0 ? { passed, failed: 1, why: `no ${what} ran` } : { passed, failed }
}

/** @returns `undefined` if the value is no verdict */
export function verdictOf(value: unknown): Verdict | undefined {
  if (!isRecord(value)) return undefined
  const passed = count(value['passed'])
  const failed = count(value['failed'])
  const files = count(value['files'])
  return passed === undefined || failed === undefined || files === undefined ? undefined : { passed, failed, files }
}

/**
 * Adds the verdicts of one target over all projects.
 * @param verdicts one for each project that has the target; `undefined` where Nx left none
 * @param code Nx's exit code, which may be of other targets, too
 * @param files how many files there are to be judged, where that is known: one that no project judged is a failure
 */
export function fromVerdicts(
  verdicts: readonly (Verdict | undefined)[],
  code: number | undefined,
  files?: number,
): Tally {
  const sum = (key: keyof Verdict) => verdicts.reduce((total, verdict) => total + (verdict?.[key] ?? 0), 0)
  const missing = verdicts.filter((verdict) => verdict === undefined).length
  if (missing > 0) {
    const ended = code === undefined ? ': the run was ended, by a signal or after 30 minutes' : ''
    const why = `${missing} projects have no verdict${ended}`
    return { passed: sum('passed'), failed: sum('failed') + missing, why }
  }
  if (files !== undefined && sum('files') !== files)
    return {
      passed: sum('passed'),
      failed: sum('failed') + 1,
      why: `${files} files are there, ${sum('files')} were judged`,
    }
  return settle(sum('passed'), sum('failed'), code === undefined || sum('failed') > 0 ? code : 0, 'test')
}

/** A run that a signal ended: what had passed until then proves nothing of the rest. */
export const cutOff: Tally = { passed: 0, failed: 1, why: 'cut off by a signal before all had run' }

/** Reads what `check --json` prints, `{ checks: { passed, failed } }`. All of them together are one test here. */
export function fromCheck(output: string, code: number | undefined): Tally {
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
