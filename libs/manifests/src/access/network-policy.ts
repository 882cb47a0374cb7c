import * as k8s from 'cdk8s-plus-27/lib/imports/k8s.js'
import type { ResolvedApp } from '@slipway/model'
import { gateway, podIdentity, usesAws } from './identity.ts'
import { callsLabel, metadata, selector } from '../labels.ts'
import { addManifest, type Chart } from '../object.ts'

const tcp = (...numbers: readonly number[]): k8s.NetworkPolicyPort[] =>
  numbers.map((n) => ({ protocol: 'TCP', port: k8s.IntOrString.fromNumber(n) }))
const namespace = (name: string): k8s.NetworkPolicyPeer => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
})

/** Where the Prometheus of libs/platform lives. */
const monitoringNamespace = 'monitoring'

/** Metrics of the app and its proxy, merged, outside of mTLS. https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio */
const mergedMetrics = 15_020
const istiod = 15_012

function ingress(app: ResolvedApp): k8s.NetworkPolicyIngressRule[] {
  const numbers = app.ports.map((p) => p.number)
  const rules: k8s.NetworkPolicyIngressRule[] = []
  if (app.traffic !== null) {
    // By label and not by name, so that a new caller changes none of this app's files.
    const callers = {
      namespaceSelector: { matchLabels: { 'app.kubernetes.io/managed-by': 'slipway' } },
      podSelector: { matchLabels: { [callsLabel(app.name)]: 'true' } },
    }
    rules.push({ from: [callers], ports: tcp(...numbers) })
    if (app.traffic.expose !== null) rules.push({ from: [namespace(gateway.namespace)], ports: tcp(numbers[0] ?? 80) })
  }
  if (numbers.length > 0) rules.push({ from: [namespace(monitoringNamespace)], ports: tcp(mergedMetrics) })
  return rules
}

/** Public addresses only, or the VPC's only for a host that is said to be private: neither is a door to other pods or to the node's metadata. */
function outside(app: ResolvedApp): k8s.NetworkPolicyEgressRule[] {
  const except = ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16']
  const to = (ipBlock: k8s.IpBlock, hosts: ResolvedApp['hosts']): k8s.NetworkPolicyEgressRule[] =>
    hosts.length === 0
      ? []
      : [{ to: [{ ipBlock }], ports: tcp(...new Set(hosts.map((h) => h.port).sort((a, b) => a - b))) }]
  return [
    ...to(
      { cidr: '0.0.0.0/0', except },
      app.hosts.filter((h) => !h.private),
    ),
    ...to(
      { cidr: app.cluster.network.vpc },
      app.hosts.filter((h) => h.private),
    ),
  ]
}

function egress(app: ResolvedApp): k8s.NetworkPolicyEgressRule[] {
  const dns = [{ protocol: 'UDP', port: k8s.IntOrString.fromNumber(53) }, ...tcp(53)]
  return [
    { to: [{ ...namespace('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }], ports: dns },
    { to: [namespace('istio-system')], ports: tcp(istiod) },
    ...app.calls.map((c) => ({
      to: [{ ...namespace(c.team), podSelector: { matchLabels: { 'app.kubernetes.io/name': c.name } } }],
      ports: tcp(...c.ports),
    })),
    ...(usesAws(app) ? [{ to: [{ ipBlock: { cidr: podIdentity } }], ports: tcp(80) }] : []),
    ...outside(app),
  ]
}

/** Who may reach the app and whom it may reach, from the `calls` graph; all else is refused, both ways (FIELD-NOTES A13). */
export function networkPolicy(chart: Chart, app: ResolvedApp): void {
  addManifest(
    chart,
    k8s.KubeNetworkPolicy.manifest({
      metadata: metadata(app),
      spec: {
        podSelector: { matchLabels: selector(app) },
        policyTypes: ['Ingress', 'Egress'],
        ingress: ingress(app),
        egress: egress(app),
      },
    }),
  )
}
