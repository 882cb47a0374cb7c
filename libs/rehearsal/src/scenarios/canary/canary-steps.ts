import { canaryOf, type CanaryStep } from '../../cluster/live.ts'
import type { StagedApp } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'

/** The steps of an app's canary, as the Rollout in the cluster has them. */
export const stepsOf = async (test: TestContext, app: StagedApp): Promise<readonly CanaryStep[]> =>
  canaryOf(await test.rollout(app)).steps ?? []

/** The share of requests that a Rollout's steps ask for while it is at a step, 0 to 100. A header route's is the scale that was made ready for it. */
export function askedAt(steps: readonly CanaryStep[], index: number): number {
  let [share, scale] = [0, 0]
  for (const { setWeight, setCanaryScale, setHeaderRoute } of steps.slice(0, index)) {
    scale = setCanaryScale?.weight ?? scale
    share = setHeaderRoute === undefined ? (setWeight ?? share) : scale
  }
  return share
}

const eachOnce = (shares: readonly number[]): readonly number[] => [...new Set(shares)].filter((share) => share > 0)

/** The shares that steps ask for, in order, each once. */
export const sharesAsked = (steps: readonly CanaryStep[]): readonly number[] =>
  eachOnce(steps.map((_, index) => askedAt(steps, index + 1)))

/** The shares at which a Rollout pauses, in order, each once. */
export const sharesHeld = (steps: readonly CanaryStep[]): readonly number[] =>
  eachOnce(steps.flatMap(({ pause }, index) => (pause === undefined ? [] : [askedAt(steps, index)])))
