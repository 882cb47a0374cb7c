import { crashing, failing, growing, hanging, slow, wrong, type Behaviour } from '../../pods/behaviour.ts'
import type { Answer } from '../../traffic/load.ts'

/** A new version with something wrong, and what of it people notice. */
export interface Fault {
  /** Part of the version's name. */
  readonly name: string
  readonly behaviour: Behaviour
  /** The metric that has to end its canary; nothing where none can see it. */
  readonly metric?: string
  /** Seconds, at the tree's own pace, from the first request that it hurts as a rolling release to somebody's revert. */
  readonly noticed: number
  /** How many times fewer requests than a rolling release a canary has to hurt. */
  readonly times: number
  /** Whether an answer is one that somebody suffers from. */
  hurts(answer: Answer): boolean
  /** Whether all that people suffer from is answers of the version itself; a pod that is away cannot say which version it was. */
  readonly answers: boolean
}

const failed = ({ failedBy }: Answer) => failedBy !== undefined
/** How many times as slow as its spec says an app may be whose new version is too slow: fewer than usual, so that it can be twice as slow as that. */
export const lowLatencyFactor = 4
/** Milliseconds. The sample's spec allows 300. */
const late = 2 * 300 * lowLatencyFactor

/**
 * Seconds from a pod's start to its fault, where that comes by itself. A pod is ready after 15 s (FIELD-NOTES T2) and has to stay so for
 * `minReadySeconds`; a version that breaks before is one that a rolling release does not go on with either.
 */
const afterReady = 22

/**
 * Sooner than the page for a burning error budget can come: with every request failing its window of an hour needs more than eight minutes to
 * show as many failures, and then it waits for two (`ErrorBudgetBurnsFast`). The time until somebody reads it is left out.
 */
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
  // Envoy puts its pod out, and then nobody answers.
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
  // 192 MiB and more are free at the start: over its limit at the same second as the others.
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
  // No metric of the mesh can tell it from a good one: a canary only hurts its share until somebody says so, here within its first hold.
  wrong: {
    name: 'wrong',
    behaviour: wrong,
    noticed: 60,
    times: 10,
    hurts: (answer) => answer.wrong === true,
    answers: true,
  },
} as const satisfies Record<string, Fault>
