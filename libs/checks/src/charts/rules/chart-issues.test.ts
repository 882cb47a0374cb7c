import { formatIssue, orThrow } from '@slipway/core'
import { upstreams, type Cluster, type Fleet, type Upstream, type Values } from '@slipway/fleet'
import { addons, versions, type AddonVersion } from '@slipway/platform'
import { describe, expect, it } from 'vitest'
import { reference } from '../reference.ts'
import { readSheets } from '../sheet/read-sheets.ts'
import type { Facts, Sheet, WorkloadFacts } from '../sheet/sheet.ts'
import { sumOf } from '../sheet/sum.ts'
import { chartIssues } from './chart-issues.ts'
import { findingCodes } from './finding.ts'
import { waivers } from './waivers.ts'

const sheets = orThrow(readSheets())
const all = chartIssues(reference, sheets)

describe('the reference fleet', () => {
  it('has every release rendered, and nothing is wrong with any', () => {
    expect(all.issues.map(formatIssue)).toEqual([])
    expect(all.rendered).toBe(all.releases)
  })
  it('needs every waiver', () => {
    expect(waivers.filter((waiver) => !all.used.has(waiver))).toEqual([])
  })
})

/** One cluster, whose add-ons are easy to follow. */
const paged: Fleet = { ...reference, clusters: reference.clusters.filter(({ name }) => name === 'paged') }
const [cluster] = paged.clusters
if (cluster === undefined) throw new Error('no cluster')

type Choices = NonNullable<Fleet['addons']>
const withAddons = (choices: Choices, more: Partial<Fleet> = {}, on: Partial<Cluster> = {}): Fleet => ({
  ...paged,
  ...more,
  addons: choices,
  clusters: [{ ...cluster, ...on, addons: choices }],
})

/** What `npx slipway charts` would have kept: the sheet with what these values come to. */
function rendered(fleet: Fleet, name: string, change: (facts: Facts) => Facts): readonly Sheet[] {
  const [one] = fleet.clusters
  const addon = one === undefined ? undefined : addons(one, fleet).find((each) => each.name === name)
  const before = addons(cluster as NonNullable<typeof cluster>, paged).find((each) => each.name === name)
  if (addon === undefined || before === undefined) throw new Error(`no add-on ${name}`)
  return sheets.map((sheet) => {
    if (sheet.chart !== addon.props.chart) return sheet
    const found = sheet.renders.find(({ of }) => of.includes(sumOf(before)))
    if (found === undefined) throw new Error(`${name} was not rendered`)
    const others = sheet.renders.filter(({ of }) => !of.includes(sumOf(addon)))
    return { ...sheet, renders: [...others, { of: [sumOf(addon)], facts: change(found.facts) }] }
  })
}

const ofWorkload =
  (name: string, change: (workload: WorkloadFacts) => WorkloadFacts) =>
  (facts: Facts): Facts => ({
    ...facts,
    workloads: facts.workloads.map((workload) => (workload.name === name ? change(workload) : workload)),
  })

interface Case {
  readonly name: string
  readonly addon: string
  /** What the fleet gives. */
  readonly gives: { readonly values?: Values; readonly version?: string }
  /** What helm makes of it, where that has to be known. */
  readonly comesTo?: (facts: Facts) => Facts
  readonly fleet?: Partial<Fleet>
  /** What its cluster gives. */
  readonly on?: Partial<Cluster>
  readonly says: string
}

/** `at [code] got; wanted` */
const cases: readonly Case[] = [
  {
    name: 'a misspelt value',
    addon: 'keda',
    gives: { values: { podDisruptionBudgets: { operator: { maxUnavailable: 1 } } } },
    says: 'addons.keda.values.podDisruptionBudgets [chart-value] "podDisruptionBudgets"; a value that the chart keda 2.20.2 knows, such as "podDisruptionBudget"',
  },
  {
    name: 'a misspelt value deep inside',
    addon: 'metrics-server',
    gives: { values: { resources: { request: { cpu: '1' } } } },
    says: 'addons.metrics-server.values.resources.request [chart-value] "request"; a value that the chart metrics-server 3.13.1 knows, such as "requests"',
  },
  {
    name: 'a value of another kind',
    addon: 'karpenter',
    gives: { values: { topologySpreadConstraints: { maxSkew: 1 } } },
    says: 'addons.karpenter.values.topologySpreadConstraints [chart-value-type] {"maxSkew":1}; a list',
  },
  {
    name: 'a setting that another version has',
    addon: 'argo-cd',
    gives: { values: { configs: { params: { 'webhook.refresh.jitter': '30s' } } } },
    says: 'addons.argo-cd.values.configs.params."webhook.refresh.jitter" [chart-setting] "webhook.refresh.jitter"; a setting that argo-cd v3.4.4 reads',
  },
  {
    name: 'a misspelt setting',
    addon: 'argo-cd',
    gives: { values: { configs: { cm: { 'timeout.reconcilation.jitter': '60s' } } } },
    says: 'addons.argo-cd.values.configs.cm."timeout.reconcilation.jitter" [chart-setting] "timeout.reconcilation.jitter"; a setting that argo-cd v3.4.4 reads, such as "timeout.reconciliation.jitter"',
  },
  {
    name: 'a version that nobody rendered',
    addon: 'keda',
    gives: { version: '2.99.0' },
    says: 'addons.keda.version [chart-version] keda 2.99.0; a version that was rendered: 2.20.2',
  },
  {
    name: 'an account that has no role in AWS',
    addon: 'external-dns',
    gives: { values: { serviceAccount: { create: false } } },
    comesTo: (facts) =>
      ofWorkload('external-dns', (one) => ({ ...one, account: 'default' }))({ ...facts, accounts: [] }),
    says: 'addons.external-dns ServiceAccount kube-system/external-dns [chart-account] pods that run as default; pods that run as external-dns, to which its role in AWS is given',
  },
  {
    name: 'an image by its tag, where digests are wanted',
    addon: 'metrics-server',
    gives: { values: { image: { tag: 'v0.8.1' } } },
    fleet: { addonImages: 'digest' },
    comesTo: (facts) => facts,
    says: 'addons.metrics-server Deployment kube-system/metrics-server metrics-server [chart-image] registry.k8s.io/metrics-server/metrics-server:v0.8.1; an image with its digest (@sha256:...), as addonImages in fleet/fleet.ts says',
  },
  {
    name: 'an image beside the cache',
    addon: 'metrics-server',
    gives: { values: { image: { repository: 'registry.k8s.io/metrics-server/metrics-server' } } },
    on: { pullThrough: Object.keys(upstreams) as Upstream[] },
    comesTo: (facts) => facts,
    says: 'addons.metrics-server Deployment kube-system/metrics-server metrics-server [chart-cache] registry.k8s.io/metrics-server/metrics-server:v0.8.1; an image by the cache of 111122223333.dkr.ecr.eu-west-1.amazonaws.com, as pullThrough says',
  },
  {
    name: 'a kind that the AppProject refuses',
    addon: 'kube-prometheus-stack',
    gives: {
      values: {
        extraManifests: [{ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'fast' } }],
      },
    },
    comesTo: (facts) => ({
      ...facts,
      objects: [...facts.objects, { kind: 'storage.k8s.io/StorageClass', names: ['fast'] }],
    }),
    says: 'addons.kube-prometheus-stack StorageClass fast [chart-kind] storage.k8s.io/StorageClass; a kind of the cluster that the AppProject addons allows',
  },
  {
    name: 'a namespace that the AppProject refuses',
    addon: 'keda',
    gives: { values: { rbac: { aggregateToDefaultRoles: true } } },
    comesTo: (facts) => ({ ...facts, objects: [...facts.objects, { kind: '/ConfigMap', names: ['shop/settings'] }] }),
    says: 'addons.keda ConfigMap shop/settings [chart-kind] shop/settings; a namespace that the AppProject addons allows',
  },
  {
    name: 'a pod that no node takes: its labels',
    addon: 'external-dns',
    gives: { values: { affinity: {} } },
    comesTo: ofWorkload('external-dns', (one) => ({ ...one, nodeSelector: { disk: 'ssd' } })),
    says: 'addons.external-dns Deployment kube-system/external-dns [chart-unplaced] nodeSelector {"disk":"ssd"}; labels that a pool of paged has (karpenter.sh/capacity-type, kubernetes.io/os, nvidia.com/gpu.present, slipway.dev/nodes, slipway.dev/pool, slipway.dev/profile)',
  },
  {
    name: 'a pod that no node takes: its tolerations',
    addon: 'karpenter',
    gives: { values: { hostNetwork: false } },
    comesTo: ofWorkload('karpenter', (one) => ({ ...one, tolerations: [] })),
    says: 'addons.karpenter Deployment karpenter/karpenter [chart-unplaced] tolerations []; a toleration of the taint of the first group (m7i.large): CriticalAddonsOnly; pool system: CriticalAddonsOnly',
  },
  {
    name: 'pods below the level of their namespace',
    addon: 'cert-manager',
    gives: { values: { volumes: [{ name: 'node', hostPath: { path: '/var' } }] } },
    comesTo: ofWorkload('cert-manager', (one) => ({ ...one, level: 'privileged', because: ['Host Path Volumes'] })),
    says: 'addons.cert-manager Deployment cert-manager/cert-manager [chart-pod-security] pods of the level privileged (Host Path Volumes); restricted, which the namespace cert-manager enforces',
  },
  {
    name: 'no requests',
    addon: 'aws-load-balancer-controller',
    gives: { values: { resources: { limits: { memory: '1Gi' } } } },
    comesTo: ofWorkload('aws-load-balancer-controller', (one) => ({
      ...one,
      containers: one.containers.map((container) => ({ ...container, requests: ['memory'] })),
    })),
    says: 'addons.aws-load-balancer-controller Deployment kube-system/aws-load-balancer-controller [chart-requests] aws-load-balancer-controller requests memory; cpu and memory, by which nodes are chosen and started',
  },
  {
    name: 'a budget that blocks every drain',
    addon: 'vertical-pod-autoscaler',
    gives: { values: { recommender: { podDisruptionBudget: { enabled: true } } } },
    comesTo: ofWorkload('vertical-pod-autoscaler-recommender', (one) => ({
      ...one,
      budgets: [{ name: 'recommender', minAvailable: 1 }],
    })),
    says: 'addons.vertical-pod-autoscaler Deployment kube-system/vertical-pod-autoscaler-recommender [chart-undrained] 1 pods and PodDisruptionBudget recommender with minAvailable 1; a budget that lets one pod go',
  },
  {
    name: 'two pods without a budget',
    addon: 'metrics-server',
    gives: { values: { podDisruptionBudget: { enabled: false } } },
    comesTo: ofWorkload('metrics-server', (one) => ({ ...one, budgets: [] })),
    says: 'addons.metrics-server Deployment kube-system/metrics-server [chart-budget] 2 pods and no PodDisruptionBudget; a budget, or one drain takes all at once',
  },
  {
    name: 'two pods without spread',
    addon: 'argo-rollouts',
    gives: { values: { controller: { topologySpreadConstraints: [] } } },
    comesTo: ofWorkload('argo-rollouts', (one) => ({ ...one, spread: false })),
    says: 'addons.argo-rollouts Deployment argo-rollouts/argo-rollouts [chart-spread] 2 pods without topologySpreadConstraints and podAntiAffinity; pods on nodes and in zones of their own',
  },
  {
    name: 'a reader of every Secret',
    addon: 'kube-prometheus-stack',
    gives: { values: { 'kube-state-metrics': { collectorsExclude: [] } } },
    comesTo: (facts) => ({
      ...facts,
      secretReaders: [...facts.secretReaders, 'monitoring/kube-prometheus-stack-kube-state-metrics'],
    }),
    says: 'addons.kube-prometheus-stack ServiceAccount monitoring/kube-prometheus-stack-kube-state-metrics [chart-secrets] a role that reads every Secret of the cluster; Secrets of its own namespace, or by name',
  },
  {
    name: 'a port of the gateway for everybody that is meant for the balancer',
    addon: 'istio-ingress',
    gives: {
      values: { service: { ports: [{ name: 'status-port', port: 15_021, protocol: 'TCP', targetPort: 15_021 }] } },
    },
    comesTo: (facts) => ({ ...facts, ports: ['istio-ingress/istio-ingress: 15021 status-port'] }),
    says: 'addons.istio-ingress Service istio-ingress/istio-ingress [chart-port] port 15021; ports that people come to: 80, 443',
  },
  {
    name: "every team's logs for everybody who signs in",
    addon: 'argo-cd',
    gives: { values: { configs: { rbac: { 'policy.default': 'role:readonly' } } } },
    says: 'addons.argo-cd.values.configs.rbac."policy.default" [chart-rights] "role:readonly"; a role that reads no logs, such as "role:onlooker"',
  },
  {
    name: 'a password beside the sign-on',
    addon: 'argo-cd',
    gives: { values: { configs: { cm: { 'admin.enabled': 'true' } } } },
    says: 'addons.argo-cd.values.configs.cm."admin.enabled" [chart-rights] "true"; false: people sign in by signOn',
  },
  {
    name: 'targets without a limit',
    addon: 'kube-prometheus-stack',
    gives: { values: { prometheus: { prometheusSpec: { sampleLimit: 0 } } } },
    comesTo: (facts) => facts,
    says: 'addons.kube-prometheus-stack.values.prometheus.prometheusSpec.sampleLimit [chart-unlimited] 0; a number of samples above 0',
  },
]

it('what a chart runs is what the table of versions says', () => {
  const rows: Readonly<Record<string, AddonVersion>> = versions
  const istio = ['base', 'cni', 'gateway', 'istiod']
  const plain = (version: string | undefined) => version?.replace(/^v/, '')
  for (const { chart, version, app } of sheets) {
    const row = rows[istio.includes(chart) ? 'istio' : chart === 'ack-chart' ? 'ack' : chart]
    expect([chart, version, plain(app)]).toEqual([chart, row?.chart, plain(row?.app)])
  }
})

describe('what a fleet gives to a chart', () => {
  it.each(cases)('$name', ({ addon, gives, comesTo, fleet: more, on, says }) => {
    const fleet = withAddons({ [addon]: gives } as Choices, more, on)
    const known = comesTo === undefined ? sheets : rendered(fleet, addon, comesTo)
    const { issues } = chartIssues(fleet, known)
    // A fleet that wants digests is told of every add-on; here of the one that it gives.
    const own = issues.filter(({ at }) => at.startsWith(`addons.${addon}`))
    expect(own.map(({ at, code, got, want }) => `${at} [${code}] ${got}; ${want}`)).toEqual([says])
    expect(own.every(({ file, hint }) => file === 'fleet/fleet.ts' && hint !== '')).toBe(true)
    if (more === undefined) expect(issues).toEqual(own)
  })

  it('has a case of each code', () => {
    expect(new Set(cases.map(({ says }) => /\[(.*?)\]/.exec(says)?.[1]))).toEqual(new Set(findingCodes))
  })

  it("counts a chart of the organisation's own that nobody rendered", () => {
    const redis = { name: 'redis', repository: 'charts.test/x', version: '1.0.0', namespace: 'cache' }
    const { releases, rendered: known, issues } = chartIssues({ ...paged, charts: [redis] }, sheets)
    expect([releases - known, issues]).toEqual([1, []])
  })

  it('counts what nobody rendered, and still knows its values', () => {
    const {
      releases,
      rendered: known,
      issues,
    } = chartIssues(withAddons({ keda: { values: { operator: { replicaCount: 3 } } } }), sheets)
    expect([releases - known, issues]).toEqual([1, []])
  })
})
