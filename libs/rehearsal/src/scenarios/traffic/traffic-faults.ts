import type { Answer } from '../shared/kit.ts'
import { crashing, failing, growing, hanging, slow, wrong, type Behaviour } from '../../pods/behaviour.ts'

export interface Fault {
  readonly name: string
  readonly behaviour: Behaviour
  /** Unset where no metric can see it. */
  readonly metric?: string
  /** Seconds in the tree from the first hurt request of a rolling release to a revert. */
  readonly noticed: number
  /** How many times fewer requests a canary must hurt. */
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

export const faults = {
  tenth: {
    name: 'tenth',
    behaviour: failing(0.1),
    metric: 'errors',
    noticed: page,
    times: 10,
    hurts: failed,
    answers: true,
  },
  // Envoy ejects its pod, then nobody answers.
  dead: {
    name: 'dead',
    behaviour: failing(1),
    metric: 'errors',
    noticed: page,
    times: 10,
    hurts: failed,
    answers: false,
  },
  slow: {
    name: 'slow',
    behaviour: slow(late),
    metric: 'p95-milliseconds',
    noticed: page,
    times: 10,
    hurts: ({ ms }) => ms >= late,
    answers: true,
  },
  crash: {
    name: 'crash',
    behaviour: crashing(afterReady),
    metric: 'errors',
    noticed: page,
    times: 10,
    hurts: failed,
    answers: false,
  },
  // 192 MiB are free at the start: over the limit at the same second as the others.
  memory: {
    name: 'memory',
    behaviour: growing(afterReady - 4, 80),
    metric: 'errors',
    noticed: page,
    times: 10,
    hurts: failed,
    answers: false,
  },
  hang: {
    name: 'hang',
    behaviour: hanging(afterReady),
    metric: 'errors',
    noticed: page,
    times: 10,
    hurts: failed,
    answers: false,
  },
  // The mesh's metrics see nothing: a canary hurts its share until somebody complains, here within its first hold.
  wrong: {
    name: 'wrong',
    behaviour: wrong,
    noticed: 60,
    times: 10,
    hurts: (answer) => answer.wrong === true,
    answers: true,
  },
} as const satisfies Record<string, Fault>
