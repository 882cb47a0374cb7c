import { canaryOf, type CanaryStep, type StagedApp, type TestContext } from '../shared/kit.ts'

export const stepsOf = async (test: TestContext, app: StagedApp): Promise<readonly CanaryStep[]> =>
  canaryOf(await test.rollout(app)).steps ?? []

/** The share asked for at a step, 0 to 100; a header route's is the scale set before it. */
export function askedAt(steps: readonly CanaryStep[], index: number): number {
  let [share, scale] = [0, 0]
  for (const { setWeight, setCanaryScale, setHeaderRoute } of steps.slice(0, index)) {
    scale = setCanaryScale?.weight ?? scale
    share = setHeaderRoute === undefined ? (setWeight ?? share) : scale
  }
  return share
}

const eachOnce = (shares: readonly number[]) => [...new Set(shares)].filter((share) => share > 0)

export const sharesAsked = (steps: readonly CanaryStep[]): readonly number[] =>
  eachOnce(steps.map((_, index) => askedAt(steps, index + 1)))

export const sharesHeld = (steps: readonly CanaryStep[]): readonly number[] =>
  eachOnce(steps.flatMap(({ pause }, index) => (pause === undefined ? [] : [askedAt(steps, index)])))
