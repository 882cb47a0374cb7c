import type { CanaryStep, Sample } from '../shared/kit.ts'
import { askedAt } from './canary-steps.ts'

/** A time in which one share was asked for. */
interface Window {
  readonly asked: number
  readonly from: number
  readonly to: number
  /** The share that the routes had for longest. */
  readonly routed: number
}

/** @param settling seconds from a route in the cluster to the last proxy; they count for neither share */
export function windowsOf(
  samples: readonly Sample[],
  steps: readonly CanaryStep[],
  settling: number,
): readonly Window[] {
  const windows: { asked: number; from: number; to: number; routes: Map<number, number> }[] = []
  for (const [number, { at, step, canaryShare = 0 }] of samples.entries()) {
    const to = samples[number + 1]?.at
    const asked = step === undefined || step.index >= step.of ? 0 : askedAt(steps, step.index)
    if (to === undefined || asked === 0) continue
    const last = windows.at(-1)
    const window =
      last?.asked === asked && last.to === at ? last : { asked, from: at, to, routes: new Map<number, number>() }
    if (window !== last) windows.push(window)
    window.to = to
    window.routes.set(canaryShare, (window.routes.get(canaryShare) ?? 0) + to - at)
  }
  return windows
    .map(({ asked, from, to, routes }) => ({
      asked,
      from: from + settling,
      to,
      routed: [...routes].sort(([, one], [, other]) => other - one)[0]?.[0] ?? 0,
    }))
    .filter(({ from, to }) => to > from)
}
