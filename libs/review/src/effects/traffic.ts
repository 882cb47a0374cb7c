import { row, type EffectRow } from '../effect.ts'

const istio = 'https://istio.io/latest/docs/reference/config/networking/'
const service = 'https://kubernetes.io/docs/concepts/services-networking/service/'

/** Who is sent where, and what of the cluster can be reached. */
export const trafficRows: readonly EffectRow[] = [
  row('Service', 'spec.selector.**', 'traffic', 'requests go to other pods at once', service),
  row('Service', 'spec.type', 'security', 'from where it can be reached', service),
  row(
    'Service',
    'spec.clusterIP|spec.clusterIPs.**',
    'refused',
    'the address of a Service is immutable',
    'k8s.io/kubernetes pkg/apis/core/validation ValidateServiceUpdate',
    ({ delta }) => delta.op === 'set' || (delta.op === 'add' && JSON.stringify(delta.after).includes('None')),
  ),
  row(
    'Service',
    'spec.clusterIP|spec.clusterIPs.**',
    'nothing',
    'it keeps the address that it has, and stays headless if it is: only a new Service has another',
    'k8s.io/kubernetes pkg/registry/core/service/storage patchAllocatedValues',
    ({ delta }) => delta.op === 'remove',
  ),
  row('Service', 'spec.loadBalancerSourceRanges.**|spec.externalIPs.**', 'security', 'from where it can be reached', service),
  row('Service', 'spec.**', 'traffic', 'how it is called and how calls are spread, at once', service),
  row(
    'VirtualService',
    'spec.hosts.**|spec.gateways.**',
    'traffic',
    'which hosts and gateways it answers for; proxies know within seconds',
    `${istio}virtual-service/`,
  ),
  row(
    'VirtualService',
    'spec.http.**',
    'traffic',
    'the order of routes: the first that fits is taken',
    `${istio}virtual-service/`,
    ({ delta }) => delta.op === 'order',
  ),
  row(
    'VirtualService',
    'spec.http[*].route[*].weight',
    'traffic',
    'weights; a Rollout in the middle of a canary puts its own back at once',
    'FIELD-NOTES A2: Rollouts watches the VirtualServices it manages',
  ),
  row('VirtualService', 'spec.**', 'traffic', 'how requests are routed; proxies know within seconds', `${istio}virtual-service/`),
  row('DestinationRule', 'spec.subsets.**', 'traffic', 'which pods a subset has', `${istio}destination-rule/`),
  row('DestinationRule', '**.tls.**', 'security', 'how connections to it are encrypted', `${istio}destination-rule/`),
  row(
    'DestinationRule',
    'spec.**',
    'traffic',
    'how connections are spread and cut off; proxies know within seconds',
    `${istio}destination-rule/`,
  ),
  row('Gateway', '**.tls.**', 'security', 'which certificate and TLS the gateway has', `${istio}gateway/`),
  row('Gateway', 'spec.**', 'traffic', 'which hosts and ports are open at the edge', `${istio}gateway/`),
  row(
    'Ingress',
    'spec.**',
    'traffic',
    'which hosts and paths are open at the edge',
    'https://kubernetes.io/docs/concepts/services-networking/ingress/',
  ),
  row('HTTPRoute GRPCRoute TCPRoute TLSRoute', 'spec.**', 'traffic', 'how requests are routed', 'https://gateway-api.sigs.k8s.io/'),
  row('ServiceEntry', 'spec.**', 'security', 'which addresses outside can be called', `${istio}service-entry/`),
  row('Sidecar', 'spec.outboundTrafficPolicy.**', 'security', 'whether unknown addresses can be called', `${istio}sidecar/`),
  row('Sidecar', 'spec.**', 'traffic', 'which services its proxies know; what is not here cannot be called', `${istio}sidecar/`),
  row('EnvoyFilter', 'spec.**', 'traffic', "Envoy's own configuration; nobody checks it", `${istio}envoy-filter/`),
  row('Certificate', 'spec.**', 'traffic', 'cert-manager issues the certificate anew', 'https://cert-manager.io/docs/usage/certificate/'),
]
