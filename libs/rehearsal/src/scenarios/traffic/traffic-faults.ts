import type { Answer } from '../shared/kit.ts'
import { crashing, failing, growing, hanging, slow, wrong, type Behaviour } from '../../pods/behaviour.ts'

export interface Fault {
  readonly name: string
  readonly behaviour: Behaviour
  /** Unset where no metric can see it. */
  readonly metric?: string
  /** Seconds in the tree from the first hurt request of a rolling release to a revert. */
  readonly noticed: number
  readonly times: number
  hurts(answer: Answer): boolean
  /** Only answers of the version itself hurt; a missing pod cannot name its version. */
  readonly answers: boolean
}

const failed = ({ failedBy }: Answer) => failedBy !== undefined
/** Low enough that a version can be twice as slow. */
export const lowLatencyFactor = 4
/** Milliseconds; the sample's spec allows 300. */
const late = 2 * 300 * lowLatencyFactor

/**
 * Seconds. After readiness (15 s, FIELD-NOTES T2) and `minReadySeconds`: a rolling release stops at a version that
 * breaks before.
 */
const afterReady = 22

/** Seconds; earlier than `ErrorBudgetBurnsFast` can page: eight minutes of failures, and two of waiting. */
const page = 600

const usual = { noticed: page, times: 10, hurts: failed }
/** Its errors end it; a pod that is away hurts, too. */
const away = { ...usual, metric: 'errors', answers: false }

export const faults = {
  tenth: { ...usual, name: 'tenth', behaviour: failing(0.1), metric: 'errors', answers: true },
  // Envoy ejects its pod, then nobody answers.
  dead: { ...away, name: 'dead', behaviour: failing(1) },
  slow: {
    ...usual,
    name: 'slow',
    behaviour: slow(late),
    metric: 'p95-milliseconds',
    hurts: ({ ms }) => ms >= late,
    answers: true,
  },
  crash: { ...away, name: 'crash', behaviour: crashing(afterReady) },
  // 192 MiB are free at the start: over the limit at the same second as the others.
  memory: { ...away, name: 'memory', behaviour: growing(afterReady - 4, 80) },
  hang: { ...away, name: 'hang', behaviour: hanging(afterReady) },
  // The mesh's metrics see nothing: a canary hurts its share until somebody complains, here within its first hold.
  wrong: {
    ...usual,
    name: 'wrong',
    behaviour: wrong,
    noticed: 60,
    hurts: (answer) => answer.wrong === true,
    answers: true,
  },
} as const satisfies Record<string, Fault>
