import { createHash } from 'node:crypto'
import type { Chart } from 'cdk8s'
import type { INetworkPolicyPeer } from 'kubernetes-models/networking.k8s.io/v1'
import { platformTeam, type Cluster } from '@slipway/fleet'
import {
  ConfigMap,
  ExternalSecret,
  inNamespace,
  monitoringNamespace,
  NetworkPolicy,
  PodMonitor,
  secretSpec,
  secretStore,
} from '@slipway/manifests'
import { emitTemplate, type Fields } from '@slipway/kube'
import { environmentKey, podIdentity, scrapeTimes } from '@slipway/model'
import { configFile, inMonitoring, labelsOf } from '../signals/agent-pod.ts'
import { selfPorts } from '../signals/collector-self.ts'
import { authorizationKey } from '../signals/log-exporters.ts'
import { ServiceAccount } from './kinds.ts'
import { dnsPorts, tcp } from './peers.ts'

export const configText = (config: object): string => emitTemplate(config as Fields)
export const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)

export const portOf = (address: string): number => {
  const { protocol = 'https:', port = '' } = URL.parse(address) ?? {}
  return port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port)
}

/** By IP block none can be named: a store's addresses change. */
const out = (ports: readonly number[]) => ({
  ports: [...dnsPorts, ...[...new Set([443, ...ports])].map(tcp)],
})

interface CollectorFrame {
  readonly name: string
  /** @default that of monitoring */
  readonly namespace?: string
  readonly text: string
  /** Ports of stores beside 443, which the API server and AWS have. */
  readonly to: readonly number[] | 'nobody'
  /** Whether its store is of AWS, which knows it by its pod. */
  readonly aws?: boolean
  /** Ports that others reach it at, beside that of its metrics; all pods, unless it says which. */
  readonly from: readonly { readonly ports: readonly number[]; readonly pods?: INetworkPolicyPeer }[]
}

/** Objects around a collector's pods. */
export function collectorFrame(
  chart: Chart,
  { name, namespace = monitoringNamespace, text, to, aws = false, from }: CollectorFrame,
): void {
  const metadata = { ...inMonitoring(name), namespace }
  new ServiceAccount(chart, `${name}-account`, { metadata })
  new ConfigMap(chart, `${name}-config`, { metadata, data: { [configFile]: text } })
  new NetworkPolicy(chart, `${name}-network`, {
    metadata,
    spec: {
      podSelector: { matchLabels: labelsOf(name) },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [inNamespace(monitoringNamespace)],
          ports: [tcp(selfPorts.metrics)],
        },
        ...from.map(({ ports, pods }) => ({ ...(pods === undefined ? {} : { from: [pods] }), ports: ports.map(tcp) })),
      ],
      egress: [
        ...(to === 'nobody' ? [] : [out(to)]),
        ...(aws ? [{ to: [{ ipBlock: { cidr: podIdentity } }], ports: [tcp(80)] }] : []),
      ],
    },
  })
  new PodMonitor(chart, `${name}-monitor`, {
    metadata: { name, namespace: platformTeam },
    spec: {
      namespaceSelector: { matchNames: [namespace] },
      selector: { matchLabels: labelsOf(name) },
      podMetricsEndpoints: [{ portNumber: selfPorts.metrics, path: '/metrics', ...scrapeTimes }],
    },
  })
}

/** How a store knows us: the whole header, which people put into the secret store. */
export const storeSecret = (chart: Chart, cluster: Cluster, name: string): void =>
  void new ExternalSecret(chart, name, {
    metadata: { name, namespace: monitoringNamespace },
    spec: secretSpec(name, secretStore, [
      [authorizationKey, environmentKey(cluster.environment, platformTeam, name), authorizationKey],
    ]),
  })
