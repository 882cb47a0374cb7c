import { at, fields, list, number, seconds, type Fields } from '@slipway/kube'

export interface CanaryPlan {
  /** Of traffic (or pods), in percent. */
  readonly shares: readonly number[]
  /** Of all pauses; readiness and analyses come on top. */
  readonly seconds: number
  /** For a person. */
  readonly waits: boolean
  readonly analysed: boolean
}

/** `undefined` without one (blue-green, or no steps). */
export function canaryPlan(rollout: Fields): CanaryPlan | undefined {
  const canary = at(rollout, 'spec', 'strategy', 'canary')
  const steps = list(at(canary, 'steps'))
  if (steps.length === 0) return undefined
  // It moves by header routes: its share is that of the pods (FIELD-NOTES M4).
  const sticky = steps.some((step) => step.setHeaderRoute !== undefined)
  const pauses = steps
    .filter((step) => 'pause' in step)
    .map((step) => seconds(fields(step.pause).duration, 'rollouts') ?? 0)
  return {
    shares: steps.flatMap((step) => number(sticky ? at(step, 'setCanaryScale', 'weight') : step.setWeight) ?? []),
    seconds: pauses.reduce((sum, pause) => sum + pause, 0),
    waits: pauses.includes(0),
    analysed:
      at(canary, 'analysis') !== undefined ||
      steps.some((step) => step.analysis !== undefined || step.experiment !== undefined),
  }
}
