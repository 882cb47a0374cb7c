import { at, fields, labelsOf, matches, number, text } from '@slipway/kube'
import { podsOf } from '../effects/pod-count.ts'
import type { Entity } from '../read/entity.ts'
import type { Index } from '../read/trees.ts'

/** The workloads whose pods a budget selects. */
export function guardedBy(budget: Entity, tree: Index): readonly Entity[] {
  const selector = fields(at(budget.value, 'spec', 'selector'))
  return ['Deployment', 'Rollout', 'StatefulSet']
    .flatMap((kind) => tree.kind(budget.location.cluster, kind, budget.namespace))
    .filter(({ value }) => matches(selector, labelsOf(at(value, 'spec', 'template', 'metadata', 'labels'))))
}

/** The fault of a budget that guards nothing, or blocks every drain. */
export function budgetOf(budget: Entity, tree: Index): 'budget-guards-nothing' | 'budget-blocks-drains' | undefined {
  const { minAvailable, maxUnavailable } = fields(budget.value.spec)
  const counts = guardedBy(budget, tree).flatMap((workload) => podsOf(tree, workload)?.fewest ?? [])
  const pods = counts.length === 0 ? undefined : counts.reduce((sum, n) => sum + n, 0)
  const share = (value: unknown): number | undefined => {
    const percent = /^(\d+)%$/.exec(text(value) ?? '')?.[1]
    if (percent !== undefined) return Number(percent) / 100
    const n = number(value)
    if (n === undefined || n === 0) return n
    return pods === undefined || pods === 0 ? 0.5 : n / pods
  }
  // A budget protects nothing when there is a single pod.
  const lost = pods === 1 && number(maxUnavailable) === 1 ? undefined : share(maxUnavailable)
  const kept = share(minAvailable)
  if (minAvailable === undefined && maxUnavailable === undefined) return 'budget-guards-nothing'
  if (lost === undefined ? (kept ?? 0) >= 1 : lost === 0) return 'budget-blocks-drains'
  const guardsNothing = lost === undefined ? kept === 0 : lost >= 1
  return guardsNothing ? 'budget-guards-nothing' : undefined
}
