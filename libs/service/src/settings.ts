/** The process environment, or a test's stand-in for it. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * A reason not to start. `run` prints a line for each problem and exits 1: a bad value is seen at the deploy and not at
 * 3 am.
 */
export class StartError extends Error {
  readonly problems: readonly string[]
  constructor(...problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

export type Settings = Readonly<ReturnType<typeof settings>>

/**
 * Reads what every service takes from its environment. An empty value counts as absent.
 * @throws StartError
 */
export function settings(env: Environment) {
  const problems: string[] = []
  const number = (name: string, fallback: number, what: string, whole: boolean, min: number, max: number) => {
    const text = env[name]?.trim() || String(fallback)
    const value = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
    if (value >= min && value <= max && (!whole || Number.isInteger(value))) return value
    const wanted = `${what}, a ${whole ? 'whole ' : ''}number from ${min} to ${max}`
    problems.push(`${name} is ${JSON.stringify(text)}; it has to be ${wanted}.`)
    return fallback
  }
  const result = {
    /** 0 takes a free port. */
    port: number('PORT', 8080, 'a port', true, 0, 65535),
    /** `undefined` listens on all addresses. */
    host: env['HOST'] || undefined,
    /** The longest that a drain may take; shorter than the pod's grace period less its preStop sleep. */
    drainSeconds: number('DRAIN_SECONDS', 15, 'seconds', false, 0.1, 3600),
    version: env['APP_VERSION'] || 'unknown',
    pod: env['POD_NAME'] || 'local',
    /** Errors and latency on purpose, see faults.ts. */
    faultErrors: number('FAULT_ERRORS', 0, 'the share of requests to answer 500', false, 0, 1),
    faultLatency: number('FAULT_LATENCY', 0, 'milliseconds', true, 0, 60_000),
  }
  if (problems.length > 0) throw new StartError(...problems)
  return result
}
