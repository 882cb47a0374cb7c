import type { Chart } from 'cdk8s'
import { podIdentity, type Port, privateRangesOf, type ResolvedApp } from '@slipway/model'
import { NetworkPolicy, type SpecOf } from '../chart/kinds.ts'
import { beforeMigration, callsLabel, migrationName, selector } from '../labels.ts'
import { gateway, monitoringNamespace, otlp } from '../platform-names.ts'
import { transportOf } from '../port.ts'
import { usesAws } from './identity.ts'

type Spec = SpecOf<typeof NetworkPolicy>
type Ingress = NonNullable<Spec['ingress']>[number]
type Egress = NonNullable<Spec['egress']>[number]

const tcp = (...numbers: readonly number[]) => numbers.map((port) => ({ protocol: 'TCP' as const, port }))
const reached = (ports: readonly Port[]) => ports.map((p) => ({ protocol: transportOf(p), port: p.number }))
/** By the label that the API server gives each namespace. */
export const inNamespace = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
})

const peers = (app: ResolvedApp) => ({ podSelector: { matchLabels: selector(app) } })

/** Outside of mTLS (https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio). */
const metrics = [15_020, 15_090]
const istiod = 15_012
/** Ports to which proxies, and apps with spans of their own, send traces. */
const traces = [otlp.grpc, otlp.http]

function ingress(app: ResolvedApp): Ingress[] {
  const [main] = app.ports
  const rules: Ingress[] = []
  if (app.traffic !== null) {
    // By label, so that a new caller changes none of this app's files.
    const callers = {
      namespaceSelector: { matchLabels: { 'app.kubernetes.io/managed-by': 'slipway' } },
      podSelector: { matchLabels: { [callsLabel(app.name)]: 'true' } },
    }
    rules.push({ from: [callers], ports: reached(app.ports) })
    if (app.peers) rules.push({ from: [peers(app)], ports: reached(app.ports) })
    if (app.stream !== null) rules.push({ from: [inNamespace(gateway.namespace)], ports: reached([app.stream.port]) })
    if (app.traffic.expose !== null)
      rules.push({ from: [inNamespace(gateway.namespace)], ports: reached([app.traffic.expose.port]) })
  }
  if (main !== undefined) rules.push({ from: [inNamespace(monitoringNamespace)], ports: tcp(...metrics) })
  return rules
}

/**
 * Public addresses, or the VPC's for a private host, or both for a service of AWS: none leads to other pods or to the
 * node's metadata.
 */
const outside = ({ hosts, storePorts, cluster }: ResolvedApp): Egress[] =>
  [false, true].flatMap((isPrivate) => {
    const named = hosts.filter((h) => h.private === isPrivate || h.private === 'either').map((h) => h.port)
    const ports = [...named, ...(isPrivate ? storePorts : [])]
    const ipBlock = isPrivate
      ? { cidr: cluster.network.vpc }
      : { cidr: '0.0.0.0/0', except: [...privateRangesOf(cluster)] }
    return ports.length === 0 ? [] : [{ to: [{ ipBlock }], ports: tcp(...new Set(ports.sort((a, b) => a - b))) }]
  })

function egress(app: ResolvedApp): Egress[] {
  const dns = [{ protocol: 'UDP' as const, port: 53 }, ...tcp(53)]
  return [
    { to: [{ ...inNamespace('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }], ports: dns },
    { to: [inNamespace('istio-system')], ports: tcp(istiod, ...(app.cluster.tracing === undefined ? [] : traces)) },
    ...app.calls.map((c) => ({
      to: [{ ...inNamespace(c.team), podSelector: { matchLabels: { 'app.kubernetes.io/name': c.name } } }],
      ports: reached(c.ports),
    })),
    ...(app.peers ? [{ to: [peers(app)], ports: reached(app.ports) }] : []),
    ...(usesAws(app) ? [{ to: [{ ipBlock: { cidr: podIdentity } }], ports: tcp(80) }] : []),
    ...outside(app),
  ]
}

/** From `calls`; all else is refused, both ways (FIELD-NOTES A13). */
export function networkPolicy(chart: Chart, app: ResolvedApp): void {
  new NetworkPolicy(chart, 'network-policy', {
    spec: {
      podSelector: { matchLabels: selector(app) },
      policyTypes: ['Ingress', 'Egress'],
      ingress: ingress(app),
      egress: egress(app),
    },
  })
  if (app.migration?.runs !== true) return
  const name = migrationName(app)
  new NetworkPolicy(chart, 'network-policy-migrate', {
    metadata: { name, ...beforeMigration(app) },
    spec: {
      podSelector: { matchLabels: selector({ name }) },
      policyTypes: ['Ingress', 'Egress'],
      egress: egress(app),
    },
  })
}
