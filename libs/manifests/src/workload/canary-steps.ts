import { durationText } from '@slipway/spec'
import type { Canary, ResolvedApp } from '@slipway/model'
import type { Rollout, SpecOf } from '../chart/kinds.ts'
import { bucketCookie, bucketRoute, firstBucket, inShare } from '../mesh/buckets.ts'

type Steps = NonNullable<NonNullable<NonNullable<SpecOf<typeof Rollout>['strategy']>['canary']>['steps']>

const pause = (seconds: number): Steps[number] => ({ pause: { duration: durationText(seconds) } })

/**
 * All traffic on the new version for a moment before the old one goes: without it 29 of about 700 requests around the promotion failed,
 * with it none (FIELD-NOTES M5).
 */
const settle = (seconds: number): Steps => [{ setWeight: 100 }, pause(seconds)]

const byWeight = (canary: Canary, seconds: number): Steps => [
  ...canary.steps.flatMap((w) => [{ setWeight: w }, pause(canary.hold)]),
  ...settle(seconds),
]

/** Pods first, then the buckets that go to them: a share without pods would be an outage for its people. */
function byBucket(app: ResolvedApp, canary: Canary, seconds: number): Steps {
  const first = firstBucket(app.name, app.digest)
  const cookie = bucketCookie(app)
  const share = (percent: number): Steps => [
    { setCanaryScale: { weight: percent } },
    pause(Math.min(seconds, canary.hold)),
    {
      setHeaderRoute: {
        name: bucketRoute,
        match: [{ headerName: 'cookie', headerValue: { regex: inShare(cookie, first, percent) } }],
      },
    },
    pause(canary.hold),
  ]
  return [...canary.steps.flatMap(share), { setCanaryScale: { weight: 100 } }, pause(seconds), ...settle(seconds)]
}

/** Whether the canary's traffic is chosen by the bucket cookie. */
export const isSticky = (app: ResolvedApp): boolean => app.traffic?.sticky.by === 'cookie'

/** The steps of a canary, and the step from which its analysis runs: the first with traffic on it. */
export function canarySteps(
  app: ResolvedApp,
  canary: Canary,
): { readonly steps: Steps; readonly startingStep: number } {
  const seconds = app.rollout.settle
  return isSticky(app)
    ? { steps: byBucket(app, canary, seconds), startingStep: 3 }
    : { steps: byWeight(canary, seconds), startingStep: 1 }
}
