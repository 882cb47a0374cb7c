import { show } from '@slipway/core'
import {
  capacityLabel,
  coreOf,
  labelsOf,
  nodeLabels,
  systemTaint,
  taintsOf,
  type Cluster,
  type Taint,
} from '@slipway/fleet'
import type { WorkloadFacts } from '../sheet/sheet.ts'
import type { ChartRule, Finding } from './finding.ts'

const nameOf = ({ kind, namespace, name }: WorkloadFacts): string => `${kind} ${namespace}/${name}`
/** They run to their end. */
const ends = ({ kind }: WorkloadFacts): boolean => kind === 'Job' || kind === 'CronJob'

interface NodeKind {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly taints: readonly Taint[]
}

/** The first group and the pools of a cluster, as their nodes are labelled and tainted. */
function nodeKinds({ nodes }: Cluster): readonly NodeKind[] {
  const linux = { 'kubernetes.io/os': 'linux' }
  const core = { ...linux, [nodeLabels.nodes]: 'system', [capacityLabel]: 'on-demand' }
  const { machine } = coreOf(nodes)
  return [
    { name: `the first group (${machine})`, labels: core, taints: [systemTaint] },
    ...nodes.pools.map((pool) => ({
      name: `pool ${pool.name}`,
      labels: { ...linux, ...labelsOf(pool), [capacityLabel]: pool.capacity },
      taints: taintsOf(pool, nodes),
    })),
  ]
}

const tolerates = ({ tolerations }: WorkloadFacts, taint: Taint): boolean =>
  taint.effect === 'PreferNoSchedule' ||
  tolerations.some(
    ({ key, operator = 'Equal', value = '', effect }) =>
      (effect === undefined || effect === '' || effect === taint.effect) &&
      (key === undefined || key === ''
        ? operator === 'Exists'
        : key === taint.key && (operator === 'Exists' || value === taint.value)),
  )

const isSelected = ({ nodeSelector }: WorkloadFacts, { labels }: NodeKind): boolean =>
  Object.entries(nodeSelector).every(([key, value]) => labels[key] === value)

/** Why the nodes that a pod selects do not take it; `undefined` where some do. */
function unplaced(workload: WorkloadFacts, cluster: Cluster): Finding | undefined {
  const kinds = nodeKinds(cluster)
  const selected = kinds.filter((kind) => isSelected(workload, kind))
  const object = nameOf(workload)
  if (selected.length === 0) {
    const labels = [...new Set(kinds.flatMap((kind) => Object.keys(kind.labels)))].sort().join(', ')
    return {
      code: 'chart-unplaced',
      object,
      got: `nodeSelector ${show(workload.nodeSelector)}`,
      want: `labels that a pool of ${cluster.name} has (${labels})`,
      hint: 'correct the nodeSelector: no node has all of these labels',
    }
  }
  if (selected.some(({ taints }) => taints.every((taint) => tolerates(workload, taint)))) return undefined
  const tainted = selected.map(({ name, taints }) => `${name}: ${taints.map(({ key }) => key).join(', ')}`)
  return {
    code: 'chart-unplaced',
    object,
    got: `tolerations ${show(workload.tolerations)}`,
    want: `a toleration of the taint of ${tainted.join('; ')}`,
    hint: 'tolerate it, or select other nodes: no node takes this pod',
  }
}

export const placement: ChartRule = ({ facts, cluster }) =>
  (facts?.workloads ?? []).flatMap((workload) => unplaced(workload, cluster) ?? [])

const levels = ['privileged', 'baseline', 'restricted'] as const
const enforced = 'pod-security.kubernetes.io/enforce'

export const podSecurityLevels: ChartRule = ({ facts, addon: { props } }) => {
  const wanted = levels.find((level) => level === props.namespaceLabels[enforced])
  if (wanted === undefined) return []
  return (facts?.workloads ?? [])
    .filter(({ namespace, level }) => namespace === props.namespace && levels.indexOf(level) < levels.indexOf(wanted))
    .map((workload) => ({
      code: 'chart-pod-security',
      object: nameOf(workload),
      got: `pods of the level ${workload.level} (${workload.because.join(', ')})`,
      want: `${wanted}, which the namespace ${props.namespace} enforces`,
      hint: 'give it a securityContext by the values of its chart: the API server refuses these pods',
    }))
}

export const requests: ChartRule = ({ facts }) =>
  (facts?.workloads ?? []).flatMap((workload) => {
    const without = workload.containers
      .filter(({ init }) => init !== true)
      .filter(({ requests: asked }) => !['cpu', 'memory'].every((one) => asked.includes(one)))
    if (without.length === 0) return []
    return [
      {
        code: 'chart-requests' as const,
        object: nameOf(workload),
        got: without
          .map(({ name, requests: asked }) => `${name} requests ${asked.length === 0 ? 'nothing' : asked.join(', ')}`)
          .join('; '),
        want: 'cpu and memory, by which nodes are chosen and started',
        hint: 'give resources.requests by the values of its chart',
      },
    ]
  })

const isAll = (value: number | string | undefined): boolean => value === '100%'

/** A budget that lets no pod go: a node with it is never drained. */
export const drains: ChartRule = ({ facts }) =>
  (facts?.workloads ?? []).flatMap((workload) => {
    const { replicas = Infinity, budgets } = workload
    return budgets
      .filter(
        ({ minAvailable, maxUnavailable }) =>
          isAll(minAvailable) ||
          (typeof minAvailable === 'number' && minAvailable >= replicas) ||
          maxUnavailable === 0 ||
          maxUnavailable === '0%',
      )
      .map(({ name, minAvailable, maxUnavailable }) => ({
        code: 'chart-undrained' as const,
        object: nameOf(workload),
        got: `${replicas} pods and PodDisruptionBudget ${name} with ${
          minAvailable === undefined ? `maxUnavailable ${maxUnavailable}` : `minAvailable ${minAvailable}`
        }`,
        want: 'a budget that lets one pod go',
        hint: 'run one more, or take the budget out: no node with this pod is ever drained',
      }))
  })

const isPlural = (workload: WorkloadFacts): boolean =>
  !ends(workload) && workload.replicas !== undefined && workload.replicas > 1

export const budgets: ChartRule = ({ facts }) =>
  (facts?.workloads ?? [])
    .filter((workload) => isPlural(workload) && workload.budgets.length === 0)
    .map((workload) => ({
      code: 'chart-budget',
      object: nameOf(workload),
      got: `${workload.replicas} pods and no PodDisruptionBudget`,
      want: 'a budget, or one drain takes all at once',
      hint: 'turn it on by the values of its chart',
    }))

export const spreads: ChartRule = ({ facts }) =>
  (facts?.workloads ?? [])
    .filter((workload) => isPlural(workload) && !workload.spread)
    .map((workload) => ({
      code: 'chart-spread',
      object: nameOf(workload),
      got: `${workload.replicas} pods without topologySpreadConstraints and podAntiAffinity`,
      want: 'pods on nodes and in zones of their own',
      hint: 'spread them by the values of its chart: one node may hold them all',
    }))
