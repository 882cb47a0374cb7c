import { kindOf, kubernetes, row } from './row.ts'

const istio = (kind: string) => `https://istio.io/latest/docs/reference/config/networking/${kind}/`
const service = kubernetes('concepts/services-networking/service')

/** Effects on routing, and on what is reachable. */
export const trafficRows = [
  row(
    'field-immutable',
    'GatewayClass',
    'spec.controllerName',
    'refused',
    'https://gateway-api.sigs.k8s.io/reference/spec/#gatewayclassspec',
    { data: kindOf },
  ),
  row(
    'field-immutable',
    'IngressClass',
    'spec.controller',
    'refused',
    'k8s.io/kubernetes pkg/apis/networking/validation ValidateIngressClassUpdate',
    { data: kindOf },
  ),
  row('service-selector', 'Service', 'spec.selector.**', 'traffic', service),
  row('service-reach', 'Service', 'spec.type', 'security', service),
  row(
    'service-address-immutable',
    'Service',
    'spec.clusterIP|spec.clusterIPs.**',
    'refused',
    'k8s.io/kubernetes pkg/apis/core/validation ValidateServiceUpdate',
    {
      when: ({ delta }) => delta.op === 'set' || (delta.op === 'add' && JSON.stringify(delta.after).includes('None')),
    },
  ),
  row(
    'service-address-kept',
    'Service',
    'spec.clusterIP|spec.clusterIPs.**',
    'nothing',
    'k8s.io/kubernetes pkg/registry/core/service/storage patchAllocatedValues',
    { when: ({ delta }) => delta.op === 'remove' },
  ),
  row('service-reach', 'Service', 'spec.loadBalancerSourceRanges.**|spec.externalIPs.**', 'security', service),
  row('service-calls', 'Service', 'spec.**', 'traffic', service),
  row('route-hosts', 'VirtualService', 'spec.hosts.**|spec.gateways.**', 'traffic', istio('virtual-service')),
  row('route-order', 'VirtualService', 'spec.http.**', 'traffic', istio('virtual-service'), {
    when: ({ delta }) => delta.op === 'order',
  }),
  row(
    'route-weights',
    'VirtualService',
    'spec.http[*].route[*].weight',
    'traffic',
    'FIELD-NOTES A2: Rollouts watches the VirtualServices it manages',
  ),
  row('routes', 'VirtualService', 'spec.**', 'traffic', istio('virtual-service')),
  row('subsets', 'DestinationRule', 'spec.subsets.**', 'traffic', istio('destination-rule')),
  row('destination-tls', 'DestinationRule', '**.tls.**', 'security', istio('destination-rule')),
  row('connections', 'DestinationRule', 'spec.**', 'traffic', istio('destination-rule')),
  row('gateway-tls', 'Gateway', '**.tls.**', 'security', istio('gateway')),
  row('gateway-hosts', 'Gateway', 'spec.**', 'traffic', istio('gateway')),
  row('ingress-tls', 'Ingress', 'spec.tls.**', 'traffic', kubernetes('concepts/services-networking/ingress')),
  row('ingress-hosts', 'Ingress', 'spec.**', 'traffic', kubernetes('concepts/services-networking/ingress')),
  row(
    'gateway-api-routes',
    'HTTPRoute GRPCRoute TCPRoute TLSRoute',
    'spec.**',
    'traffic',
    'https://gateway-api.sigs.k8s.io/',
  ),
  row('outside-addresses', 'ServiceEntry', 'spec.**', 'security', istio('service-entry')),
  row('unknown-addresses', 'Sidecar', 'spec.outboundTrafficPolicy.**', 'security', istio('sidecar')),
  row('sidecar-services', 'Sidecar', 'spec.**', 'traffic', istio('sidecar')),
  row('envoy-filter', 'EnvoyFilter', 'spec.**', 'traffic', istio('envoy-filter')),
  row('certificate', 'Certificate', 'spec.**', 'traffic', 'https://cert-manager.io/docs/usage/certificate/'),
]
