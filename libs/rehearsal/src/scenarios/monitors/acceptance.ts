import { at, list, text } from '@slipway/kube'
import { cause, say, type Live, type Words } from '../shared/kit.ts'

/**
 * Of Prometheus and Alertmanager it says whether it could make their configuration; of what they select, who accepted
 * it.
 */
const conditionsFor = (live: Live): readonly [type: string, all: readonly unknown[]] =>
  live.kind === 'Prometheus' || live.kind === 'Alertmanager'
    ? ['Reconciled', [at(live, 'status', 'conditions')]]
    : ['Accepted', list(at(live, 'status', 'bindings')).map((binding) => binding.conditions)]

/** The operator's objections to an object, or that it has reported nothing yet. */
export function acceptance(live: Live): readonly Words[] {
  const [type, all] = conditionsFor(live)
  const said = all.map((conditions) => list(conditions).find((one) => one.type === type))
  const good = said.filter((one) => one?.status === 'True')
  if (said.length > 0 && good.length === said.length) return []
  const why = said.map((one) => text(one?.message)).find((message) => message !== undefined && message !== '')
  return [
    say`${cause('not-accepted', { kind: live.kind, name: live.metadata.name })}: ${why ?? 'it says nothing of it'}`,
  ]
}
