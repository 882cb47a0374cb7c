import { casesOf, gone, object, type RiskCase } from '../risk-case.ts'

const service = casesOf('v1 Service')
const ingress = casesOf('networking.k8s.io/v1 Ingress')
const route = casesOf('gateway.networking.k8s.io/v1 HTTPRoute')
const gateway = casesOf('gateway.networking.k8s.io/v1 Gateway')
const mesh = casesOf('networking.istio.io/v1 VirtualService')
const backend = (name: string, path = '/', host = 'a') =>
  `{host: ${host}, http: {paths: [{path: ${path}, pathType: Prefix, backend: {service: {name: ${name}, port: {number: 80}}}}]}}`

/** Targets that no request reaches any more, or at another place. */
export const trafficRiskCases: readonly RiskCase[] = [
  [
    'Ingress: the same backend by the words of another version',
    'apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: web, namespace: shop}\nspec: {rules: [{host: a, http: {paths: [{path: /, backend: {serviceName: web, servicePort: 80}}]}}]}\n',
    object(
      'networking.k8s.io/v1 Ingress',
      'spec: {rules: [{host: a, http: {paths: [{path: /, pathType: ImplementationSpecific, backend: {service: {name: web, port: {number: 80}}}}]}}]}',
    ),
  ],
  [
    'Ingress: another backend, in the same words',
    'apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: web, namespace: shop}\nspec: {rules: [{host: a, http: {paths: [{path: /, backend: {serviceName: web, servicePort: 80}}]}}]}\n',
    object(
      'networking.k8s.io/v1 Ingress',
      'spec: {rules: [{host: a, http: {paths: [{path: /, pathType: ImplementationSpecific, backend: {service: {name: api, port: {number: 80}}}}]}}]}',
    ),
    'medium other-backend',
  ],
  casesOf('argoproj.io/v1alpha1 WorkflowTemplate')(
    'an image of others, by its parameter',
    'spec: {arguments: {parameters: [{name: buildImage, default: "good/tools:1"}]}}',
    'spec: {arguments: {parameters: [{name: buildImage, default: "evil.example/tools:1"}]}}',
    'high image-source',
  ),
  service('no load balancer', 'spec: {type: LoadBalancer}', 'spec: {type: ClusterIP}', 'high load-balancer-gone'),
  service('no port of nodes', 'spec: {type: NodePort}', 'spec: {type: ClusterIP}', 'medium load-balancer-gone'),
  service(
    'another name outside',
    'spec: {type: ExternalName, externalName: a}',
    'spec: {type: ExternalName, externalName: b}',
    'high other-backend',
  ),
  service(
    'another address',
    'spec: {type: ClusterIP, loadBalancerIP: 1.1.1.1}',
    'spec: {type: ClusterIP}',
    'medium address-changes',
  ),
  service(
    'a port less',
    'spec: {ports: [{name: a, port: 80}, {name: b, port: 81}]}',
    'spec: {ports: [{name: a, port: 80}]}',
    'high port-closed',
  ),
  service(
    'another port of pods',
    'spec: {ports: [{port: 80, targetPort: 1}]}',
    'spec: {ports: [{port: 80, targetPort: 2}]}',
    'medium other-port',
  ),
  service(
    'a port more',
    'spec: {ports: [{name: a, port: 80}]}',
    'spec: {ports: [{name: a, port: 80}, {name: b, port: 81}]}',
  ),
  service('the same port, said', 'spec: {ports: [{port: 80}]}', 'spec: {ports: [{port: 80, targetPort: 80}]}'),
  ingress('another class', 'spec: {ingressClassName: a}', 'spec: {ingressClassName: b}', 'high other-edge'),
  ingress(
    'another Service',
    `spec: {rules: [${backend('a')}]}`,
    `spec: {rules: [${backend('b')}]}`,
    'medium other-backend',
  ),
  ingress(
    'a host less',
    `spec: {rules: [${backend('a')}, ${backend('a', '/', 'b')}]}`,
    `spec: {rules: [${backend('a')}]}`,
    'high hosts-closed',
  ),
  ingress(
    'a path less',
    `spec: {rules: [${backend('a', '/x')}, ${backend('a', '/y')}]}`,
    `spec: {rules: [${backend('a', '/x')}]}`,
    'medium hosts-closed',
  ),
  route(
    'another gateway',
    'spec: {parentRefs: [{name: a}]}',
    'spec: {parentRefs: [{name: b}]}',
    'high other-edge',
    'medium hosts-opened',
  ),
  route(
    'one gateway more',
    'spec: {parentRefs: [{name: a}]}',
    'spec: {parentRefs: [{name: a}, {name: b}]}',
    'medium hosts-opened',
  ),
  route(
    'nobody',
    'spec: {rules: [{backendRefs: [{name: a}]}]}',
    'spec: {rules: [{backendRefs: [{name: a, weight: 0}]}]}',
    'high no-backend',
  ),
  route(
    'another Service',
    'spec: {rules: [{backendRefs: [{name: a}]}]}',
    'spec: {rules: [{backendRefs: [{name: b}]}]}',
    'medium other-backend',
  ),
  route('a host less', 'spec: {hostnames: [a, b]}', 'spec: {hostnames: [a]}', 'high hosts-closed'),
  route('goes', 'spec: {hostnames: [a]}', '', 'high route-gone'),
  gateway('another class', 'spec: {gatewayClassName: a}', 'spec: {gatewayClassName: b}', 'high other-edge'),
  mesh(
    'fails on purpose',
    'spec: {http: [{name: a}]}',
    'spec: {http: [{name: a, fault: {abort: {httpStatus: 503}}}]}',
    'high fault-injected',
  ),
  mesh(
    'another host',
    'spec: {http: [{name: a, route: [{destination: {host: a}}]}]}',
    'spec: {http: [{name: a, route: [{destination: {host: b}}]}]}',
    'medium other-backend',
  ),
  mesh(
    'other weights',
    'spec: {http: [{name: a, route: [{destination: {host: a}, weight: 1}]}]}',
    'spec: {http: [{name: a, route: [{destination: {host: a}, weight: 2}]}]}',
  ),
  gone('networking.k8s.io/v1 IngressClass', 'high edge-class-gone'),
  gone('gateway.networking.k8s.io/v1 GatewayClass', 'high edge-class-gone'),
  gone('apiregistration.k8s.io/v1 APIService', 'high api-gone'),
]
