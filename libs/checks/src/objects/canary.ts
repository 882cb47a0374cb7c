import { at, type Fields, fields, type Item, list, text, texts } from '@slipway/kube'
import type { RuleContext } from '../engine/rule-context.ts'

export interface Canary {
  readonly item: Item
  readonly fields: Fields
  readonly stable: string | undefined
  readonly canary: string | undefined
  /** `undefined` when traffic follows the number of pods. */
  readonly traffic: Fields | undefined
  readonly managed: readonly string[]
  readonly steps: readonly Fields[]
}

export function canaryOf(item: Item): Canary | undefined {
  const value = at(item.spec, 'strategy', 'canary')
  if (value === undefined) return undefined
  const canary = fields(value)
  const traffic = canary.trafficRouting === undefined ? undefined : fields(canary.trafficRouting)
  return {
    item,
    fields: canary,
    stable: text(canary.stableService),
    canary: text(canary.canaryService),
    traffic,
    managed: list(traffic?.managedRoutes).map((r) => text(r.name) ?? ''),
    steps: list(canary.steps),
  }
}

export const canaries = (cluster: RuleContext): readonly Canary[] =>
  cluster.kind('Rollout').flatMap((item) => canaryOf(item) ?? [])

export function virtualServicesOf(
  canary: Canary,
): readonly { readonly name: string; readonly routes: readonly string[]; readonly at: string }[] {
  const istio = fields(canary.traffic?.istio)
  const root = 'spec.strategy.canary.trafficRouting.istio'
  const single = istio.virtualService === undefined ? [] : [[istio.virtualService, `${root}.virtualService`] as const]
  const many = list(istio.virtualServices).map((v, i) => [v, `${root}.virtualServices[${i}]`] as const)
  return [...single, ...many].map(([v, where]) => ({
    name: text(at(v, 'name')) ?? '',
    routes: texts(at(v, 'routes')),
    at: where,
  }))
}
