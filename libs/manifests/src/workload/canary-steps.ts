import type { Canary, ResolvedApp } from '@slipway/model'
import { durationText } from '@slipway/spec'
import type { Rollout, SpecOf } from '../chart/kinds.ts'
import { bucketCookie, bucketRoute, firstBucket, inShare } from '../mesh/buckets.ts'

type Steps = NonNullable<NonNullable<NonNullable<SpecOf<typeof Rollout>['strategy']>['canary']>['steps']>

const pause = (seconds: number): Steps[number] => ({ pause: { duration: durationText(seconds) } })

const byWeight = ({ steps, hold }: Canary): Steps => steps.flatMap((weight) => [{ setWeight: weight }, pause(hold)])

/** Pods first, then their buckets: a share without pods is an outage. */
function byBucket(app: ResolvedApp, { steps, hold }: Canary): Steps {
  const { settle } = app.rollout
  const first = firstBucket(app.name, app.digest)
  const share = (percent: number): Steps => {
    const regex = inShare(bucketCookie(app), first, percent)
    return [
      { setCanaryScale: { weight: percent } },
      pause(Math.min(settle, hold)),
      { setHeaderRoute: { name: bucketRoute, match: [{ headerName: 'cookie', headerValue: { regex } }] } },
      pause(hold),
    ]
  }
  return [...steps.flatMap(share), { setCanaryScale: { weight: 100 } }, pause(settle)]
}

export const isSticky = (app: ResolvedApp): boolean => app.traffic?.sticky.by === 'cookie'

/** With the first step with traffic, where analysis starts. */
export const canarySteps = (app: ResolvedApp, canary: Canary) => ({
  steps: [
    ...(isSticky(app) ? byBucket(app, canary) : byWeight(canary)),
    // Before the old version goes: else 29 of 700 requests around the promotion failed (FIELD-NOTES M5).
    { setWeight: 100 },
    pause(app.rollout.settle),
  ],
  startingStep: isSticky(app) ? 3 : 1,
})
