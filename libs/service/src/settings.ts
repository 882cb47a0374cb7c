/** The process environment, or a test's stand-in for it. */
export type Environment = Readonly<Record<string, string | undefined>>

/** A reason not to start at all. `run` prints one line for each problem and exits 1: a bad value is seen at the deploy and not at 3 am. */
export class StartError extends Error {
  readonly problems: readonly string[]
  constructor(...problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

export interface Settings {
  /** Where to listen; 0 takes a free port. @default 8080 */
  readonly port: number
  /** The address to listen on; nothing means all of them. */
  readonly host: string | undefined
  /** The longest that a drain may take, in seconds; shorter than the pod's grace period less its preStop sleep. @default 15 */
  readonly drainSeconds: number
  /** What runs here, for headers, logs and metrics. @default 'unknown' */
  readonly version: string
  /** Which pod this is. @default 'local' */
  readonly pod: string
  /** The share (0 to 1) of business requests answered 500 on purpose. @default 0 */
  readonly faultErrors: number
  /** Milliseconds added to each business request on purpose. @default 0 */
  readonly faultLatency: number
}

interface NumberRule {
  readonly name: string
  readonly fallback: number
  readonly min: number
  readonly max: number
  readonly whole: boolean
  readonly what: string
}

const numbers = {
  port: { name: 'PORT', fallback: 8080, min: 0, max: 65535, whole: true, what: 'a port' },
  drainSeconds: { name: 'DRAIN_SECONDS', fallback: 15, min: 0.1, max: 3600, whole: false, what: 'seconds' },
  faultErrors: {
    name: 'FAULT_ERRORS',
    fallback: 0,
    min: 0,
    max: 1,
    whole: false,
    what: 'the share of requests to answer 500',
  },
  faultLatency: { name: 'FAULT_LATENCY', fallback: 0, min: 0, max: 60_000, whole: true, what: 'milliseconds' },
} satisfies Record<string, NumberRule>

/**
 * Reads what every service takes from its environment. An empty value counts as absent.
 * @throws StartError with one sentence for each bad value
 */
export function settings(env: Environment): Settings {
  const problems: string[] = []
  const number = (rule: NumberRule): number => {
    const text = env[rule.name]?.trim() ?? ''
    if (text === '') return rule.fallback
    const value = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
    if (value >= rule.min && value <= rule.max && (!rule.whole || Number.isInteger(value))) return value
    const kind = rule.whole ? 'a whole number' : 'a number'
    problems.push(
      `${rule.name} is ${JSON.stringify(text)}; it has to be ${rule.what}, ${kind} from ${rule.min} to ${rule.max}.`,
    )
    return rule.fallback
  }
  const result: Settings = {
    port: number(numbers.port),
    host: env['HOST'] || undefined,
    drainSeconds: number(numbers.drainSeconds),
    version: env['APP_VERSION'] || 'unknown',
    pod: env['POD_NAME'] || 'local',
    faultErrors: number(numbers.faultErrors),
    faultLatency: number(numbers.faultLatency),
  }
  if (problems.length > 0) throw new StartError(...problems)
  return result
}
