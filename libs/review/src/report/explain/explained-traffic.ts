import { docs, explain, istio } from './explanation.ts'

const gateway = 'https://gateway-api.sigs.k8s.io/api-types/httproute/'

/** Who is called and who answers: Services, edges, the mesh, load balancers. */
export const explainedTraffic = {
  'reach-lost': explain(
    'Callers know addresses, names and ports. What is released at a cloud does not come back as the same one.',
    docs('concepts/services-networking/service'),
    'load-balancer-gone',
    'address-changes',
    'port-closed',
    'other-port',
    'other-edge',
    'other-backend',
  ),
  'other-backend': explain(
    'Judged by whom each path or rule sends to, before and afterwards.',
    gateway,
    'other-backend',
    'no-backend',
    'fault-injected',
  ),
  'service-calls': explain(
    'A Service sends calls to ready pods of the whole cluster, unless it says otherwise.',
    docs('concepts/services-networking/service'),
    'unready-called',
    'local-only',
  ),
  'edge-closed': explain(
    'Judged by which hosts, paths and ports are answered before and afterwards; a wider one answers a narrower one.',
    docs('concepts/services-networking/ingress'),
    'hosts-closed',
  ),
  'edge-end': explain(
    'Controllers drop what belongs to no class of theirs.',
    gateway,
    'edge-class-gone',
    'route-gone',
    'api-gone',
  ),
  subset: explain(
    'A route to a subset that its DestinationRule does not have answers 503.',
    'https://istio.io/latest/docs/ops/common-problems/network-issues/',
    'no-subset',
  ),
  'pods-closed': explain(
    'Pods that no policy selects take every connection; the first policy that selects them closes all that it does not name.',
    docs('concepts/services-networking/network-policies'),
    'pods-closed',
  ),
  'service-pods': explain(
    'A Service finds pods by their labels, and a port of theirs by its name. With none behind it, it still has its address, and each call fails.',
    docs('concepts/services-networking/service'),
    'service-without-pods',
    'port-without-container',
  ),
  'mesh-calls': explain(
    'Retries, timeouts, stickiness and who sees a rule hold for all callers within seconds of the sync.',
    istio('reference/config/networking/virtual-service'),
    'retry-storm',
    'timeout-shorter',
    'seen-less',
    'sticky-ends',
    'outside-closed',
    'outside-otherwise',
    'measured-otherwise',
    'mesh-otherwise',
  ),
  'caller-checks': explain(
    'Who says where keys, audiences and origins come from decides who is let in as whom.',
    istio('reference/config/security/request_authentication'),
    'origins-any',
    'origins-added',
    'token-keys',
    'tokens-of-others',
    'reached-outside',
  ),
  'mesh-closed': explain(
    'The first policy that allows something for a pod refuses the rest; STRICT refuses what is not encrypted by the mesh.',
    'https://istio.io/latest/docs/concepts/security/#implicit-enablement',
    'requests-closed',
    'plain-refused',
  ),
  'wide-object': explain(
    'What selects nothing means everything: such an object changes pods that this change does not name.',
    istio('reference/config/networking/sidecar'),
    'outside-closed',
    'calls-led-elsewhere',
    'api-elsewhere',
    'default-class',
  ),
  'secret-everywhere': explain(
    'An empty selector of namespaces is every namespace, and those that are made later.',
    'https://external-secrets.io/latest/api/clusterexternalsecret/',
    'secret-everywhere',
  ),
  'raw-envoy': explain(
    'Nobody checks these words before each proxy has them.',
    'https://istio.io/latest/docs/reference/config/networking/envoy-filter/',
    'raw-envoy',
  ),
  'outside-end': explain(
    'With REGISTRY_ONLY a proxy calls only what is known to the mesh.',
    'https://istio.io/latest/docs/reference/config/networking/service-entry/',
    'outside-closed',
  ),
  targets: explain(
    'A TargetGroupBinding puts pods behind a load balancer that somebody else made; its group and type are immutable.',
    'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/targetgroupbinding/',
    'targets-other',
    'other-backend',
    'checks-off',
  ),
  'targets-end': explain(
    'What sends traffic to pods goes, while the pods stay: nobody reaches them, and nothing that runs looks wrong.',
    'https://docs.flagger.app/usage/how-it-works',
    'targets-gone',
    'canary-end',
    'route-gone',
    'mesh-otherwise',
  ),
}
