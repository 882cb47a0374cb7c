import { at, fields, list, number, seconds, text, type Fields } from '@slipway/kube'

/** A time as people say it: `90 s`, `6 min`, `1 h 30 min`. */
export function spoken(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds * 10) / 10} s`
  const minutes = Math.round(seconds / 6) / 10
  if (minutes < 120) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  const rest = Math.round(minutes - hours * 60)
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`
}

/** What a Rollout's steps come to. */
export interface CanaryPlan {
  /** Shares of the traffic (or of the pods) in percent, in order. */
  readonly shares: readonly number[]
  /** Seconds of all pauses; pods that become ready and analyses take longer. */
  readonly seconds: number
  /** A step that waits until a person goes on. */
  readonly waits: boolean
  readonly analysed: boolean
}

/** The canary of a Rollout, or nothing when it has none (blue-green, or no steps). */
export function canaryPlan(rollout: Fields): CanaryPlan | undefined {
  const canary = at(rollout, 'spec', 'strategy', 'canary')
  const steps = list(at(canary, 'steps'))
  if (steps.length === 0) return undefined
  const weights = steps.flatMap((step) => number(step.setWeight) ?? [])
  const scales = steps.flatMap((step) => number(at(step, 'setCanaryScale', 'weight')) ?? [])
  // A sticky canary moves by header routes; its share is that of the pods (FIELD-NOTES M4).
  const sticky = steps.some((step) => step.setHeaderRoute !== undefined)
  const pauses = steps
    .filter((step) => 'pause' in step)
    .map((step) => seconds(fields(step.pause).duration, 'rollouts') ?? 0)
  return {
    shares: sticky ? scales : weights,
    seconds: pauses.reduce((sum, pause) => sum + pause, 0),
    waits: pauses.includes(0),
    analysed:
      at(canary, 'analysis') !== undefined ||
      steps.some((step) => step.analysis !== undefined || step.experiment !== undefined),
  }
}

/** `5, 25, 50, 100 % in 7 min at least`. */
export function planText({ shares, seconds, waits, analysed }: CanaryPlan): string {
  const time = seconds === 0 ? '' : ` in ${spoken(seconds)} at least`
  return `${shares.length === 0 ? 'steps' : `${shares.join(', ')} %`}${time}${analysed ? ', analysed' : ''}${waits ? ', waits for a person' : ''}`
}

/** How the pods of a workload are replaced, in words; the kind of object decides. */
export function replacing(
  kind: string,
  object: Fields,
): { readonly canary: boolean; readonly later: boolean; readonly text: string } {
  const spec = fields(object.spec)
  if (spec.replicas === 0) return { canary: false, later: true, text: 'it has no pods: those that it gets will be new' }
  if (kind === 'Rollout') {
    if (spec.paused === true)
      return { canary: false, later: true, text: 'new pods once the Rollout is no longer paused' }
    const plan = canaryPlan(object)
    if (plan !== undefined) return { canary: true, later: false, text: `new pods by canary: ${planText(plan)}` }
    if (at(spec, 'strategy', 'blueGreen') !== undefined)
      return {
        canary: false,
        later: false,
        text: 'new pods beside the old ones, then all traffic at once (blue-green)',
      }
    return { canary: false, later: false, text: 'new pods, a few at a time (a canary without steps)' }
  }
  if (kind === 'Deployment') {
    if (spec.paused === true)
      return { canary: false, later: true, text: 'new pods once the Deployment is no longer paused' }
    const recreate = text(at(spec, 'strategy', 'type')) === 'Recreate'
    return {
      canary: false,
      later: false,
      text: recreate ? 'all pods stop, then new ones start: an outage of that length' : 'new pods, a few at a time',
    }
  }
  const onDelete = text(at(spec, 'updateStrategy', 'type')) === 'OnDelete'
  if (onDelete) return { canary: false, later: true, text: 'new pods when somebody deletes the old ones (OnDelete)' }
  const partition = number(at(spec, 'updateStrategy', 'rollingUpdate', 'partition')) ?? 0
  if (kind === 'StatefulSet' && partition >= (number(spec.replicas) ?? 1) && partition > 0)
    return {
      canary: false,
      later: true,
      text: `new pods when the partition is less than ${partition}: it holds all of them back`,
    }
  return {
    canary: false,
    later: false,
    text: kind === 'StatefulSet' ? 'its pods one by one, the last first' : 'the pods of one node after the other',
  }
}
