import { at, list, text, texts, type Fields } from '@slipway/kube'

const key = 'karpenter.sh/capacity-type'

/** The spec of a workload's pods, in the spec of the workload. */
export const podIn = (spec: unknown): unknown => at(at(spec, 'jobTemplate', 'spec') ?? spec, 'template', 'spec')

/** The containers of a workload's pods, and those that start before them. */
export const containersIn = (spec: unknown): readonly Fields[] =>
  ['containers', 'initContainers'].flatMap((name) => list(at(podIn(spec), name)))

/** Which machines a pod asks for by name: `spot` where those may be among them. */
export function nodesOf(pod: unknown): 'spot' | 'on-demand' | 'any' {
  const required = at(pod, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution')
  const asked = list(at(required, 'nodeSelectorTerms'))
    .flatMap(({ matchExpressions }) => list(matchExpressions))
    .filter((one) => one.key === key && one.operator === 'In')
    .map(({ values }) => texts(values))
  const selected = text(at(pod, 'nodeSelector', key))
  const all = [...asked, ...(selected === undefined ? [] : [[selected]])]
  if (all.length === 0) return 'any'
  return all.some((values) => values.includes('spot')) ? 'spot' : 'on-demand'
}
