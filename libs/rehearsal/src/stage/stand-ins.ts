import { chartFakes } from '../cluster/chart-repository.ts'
import { gitHubFakes } from '../github/actions.ts'
import type { AppCommand } from '../pods/app-command.ts'
import type { ProgramName } from '../programs/programs.ts'
import type { Recording } from '../recording/recording.ts'

interface TrafficPods {
  readonly commands: ReadonlyMap<string, AppCommand>
  readonly kwoks: readonly string[]
}

const trafficFakes = ({ commands, kwoks }: TrafficPods) => [
  {
    of: 'kubelets and containers',
    by: `processes of this machine, from the sources of ${[...commands.keys()].join(', ')}, kept as a kubelet would`,
  },
  ...(kwoks.length === 0
    ? []
    : [
        {
          of: `the pods of ${kwoks.join(', ')}, which cannot be run here (no src/main.ts, no rehearse.json)`,
          by: 'KWOK',
        },
      ]),
  {
    of: "Istio's own proxy and its metrics",
    by: "an upstream Envoy at the gateway, none beside the pods; its own counts under Istio's names",
  },
  { of: 'cert-manager', by: "a certificate of a small authority of our own, for the Gateway's hosts" },
]

const awsFakes = [
  {
    of: "Karpenter's AWS provider",
    by: 'its KWOK provider: the NodePools of the tree refer to a KWOKNodeClass instead of the EC2NodeClass, and are applied by the scenario, not synced',
  },
  {
    of: "EC2's machines",
    by: "sizes large to 2xlarge of the families that the pools name, with made-up prices in AWS's order; each has what it says, less 100m of cpu",
  },
]

const metricsFakes = [
  {
    of: "kubelets' metrics",
    by: "the CPU and memory of the processes that stand for containers, under cAdvisor's names; volumes are empty",
  },
  { of: 'nodes that an exporter measures', by: 'this machine' },
]

const elasticFakes = [
  {
    of: 'Elasticsearch, Kibana, Logstash and Filebeat',
    by: 'pods of KWOK; what the operator asks Elasticsearch is answered by a small server: its nodes are the ready pods, and data moves for three seconds',
  },
]

const kwokFake = (readyAfter: number) => ({
  of: 'kubelets and containers',
  by: `KWOK: pods are ready ${readyAfter === 0 ? 'as soon as' : `${readyAfter} s after`} they are placed`,
})

const barePlatform = (bare: boolean) => ({
  of: "the add-ons' Helm charts, which cannot be fetched here",
  by: bare
    ? 'the CRDs of the kinds that this tree has, and a ConfigMap each'
    : 'a ConfigMap each; their CRDs are there from the start',
})

const operatedFakes = [
  {
    of: 'pods, and what they say of themselves',
    by: 'objects of the API server with addresses of loopback, where this process serves a page; those of add-ons with the labels and ports of their charts',
  },
  {
    of: "kube-prometheus-stack's chart",
    by: 'its Prometheus and Alertmanager, made here of the same values as its templates make them',
  },
  {
    of: 'a workspace of Amazon Managed Service for Prometheus',
    by: 'another Prometheus that takes remote write; nobody checks the signature',
  },
]

export interface StandInOptions {
  readonly programs: readonly ProgramName[]
  /** Seconds from placement to readiness. */
  readonly readyAfter: number
  readonly traffic: TrafficPods | undefined
  readonly charts: { readonly absent: readonly string[] } | undefined
  readonly bare: boolean | undefined
}

/** Programs that do not run for real, and their stand-ins, for the report. */
export function standInsOf({ programs, readyAfter, traffic, charts, bare }: StandInOptions): Recording['standIns'] {
  const kwok = programs.includes('kwok') ? [kwokFake(readyAfter)] : []
  const platform = bare === undefined ? [] : [barePlatform(bare)]
  return [
    ...(traffic === undefined ? kwok : trafficFakes(traffic)),
    ...(charts === undefined ? platform : chartFakes(charts.absent)),
    ...(programs.includes('karpenter') ? awsFakes : []),
    ...(programs.includes('node-exporter') ? metricsFakes : []),
    ...(programs.includes('eck') ? elasticFakes : []),
    ...(programs.includes('act') ? gitHubFakes : []),
    ...(programs.includes('prometheus-operator') ? operatedFakes : []),
  ]
}
