import {
  any,
  both,
  type Constraint,
  each,
  filled,
  having,
  matching,
  not,
  nothing,
  one,
  oneOfList,
  type Test,
  without,
} from '@slipway/kube'
import { on } from './on.ts'

/** A Service of the team's own namespace, by its short or its full name. */
const ownService = any(matching('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$'), {
  is: 'ending',
  with: ['.{team}.svc.cluster.local'],
})
const outsideHost = both(
  matching('^([a-z0-9]([-a-z0-9]*[a-z0-9])?[.])+[a-z]([-a-z0-9]*[a-z0-9])$'),
  not({ is: 'ending', with: ['.local', '.svc', '.internal'] }),
)
const forItself = both(filled, each(one('.')))

/** What lies behind private addresses: other pods, the nodes, their metadata. */
export const privateRanges = ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16']

const services: readonly Constraint[] = [
  on('Service', 'spec.type', {
    test: one('ClusterIP'),
    want: '"ClusterIP": people come in by the gateway',
    hint: 'take it out, and write `expose` in app.ts',
  }),
  on('Service', 'spec.externalIPs', {
    test: nothing,
    want: "no address that is not the cluster's: it would take in what is meant for others",
    hint: 'take it out',
  }),
  on('Service', 'spec.externalName', { test: nothing, want: 'no name of another host', hint: 'name it in `calls`' }),
]

const namedPods = (...names: readonly string[]): Test =>
  having({ matchLabels: having({ 'kubernetes.io/metadata.name': one(...names) }) })

const policies: readonly Constraint[] = [
  on('NetworkPolicy', 'spec.egress.*.to', {
    required: true,
    told: 'network-peer',
    test: filled,
    want: 'whom the pods may reach: without it that is everybody',
    hint: 'name the apps and hosts in `calls`',
  }),
  on('NetworkPolicy', 'spec.egress.*.to.*', {
    test: any(
      both(without('namespaceSelector'), without('ipBlock')),
      having({
        namespaceSelector: namedPods('kube-system'),
        podSelector: having({ matchLabels: having({ 'k8s-app': one('kube-dns') }) }),
      }),
      having({ namespaceSelector: namedPods('istio-system', 'istio-ingress', '{team}') }),
      // Another team's pods are reached by the labels of one app, which its own policies have to let in.
      having({
        namespaceSelector: having({ matchLabels: having({ 'kubernetes.io/metadata.name': oneOfList('teams') }) }),
        podSelector: having({ matchLabels: having({ 'app.kubernetes.io/name': matching('.') }) }),
      }),
      having({ ipBlock: having({ cidr: oneOfList('addresses') }) }),
      having({ ipBlock: having({ cidr: one('0.0.0.0/0'), except: { is: 'holding', all: privateRanges } }) }),
    ),
    want: 'one app, DNS, the mesh, public addresses without the private ones, or a range that the team may use',
    hint: 'name the app or host in `calls`, or add the range to teams.<team>.may.addresses in fleet/fleet.ts',
  }),
  on('NetworkPolicy', 'spec.ingress.*.from', {
    required: true,
    told: 'network-peer',
    test: filled,
    want: 'who may reach the pods: without it that is everybody',
    hint: 'name the callers, by their `calls`',
  }),
  on('AuthorizationPolicy', 'spec', {
    test: any(
      both(without('rules')),
      having({ action: one('DENY') }),
      having({
        rules: each(
          having({
            from: both(
              filled,
              each(
                having({
                  source: having({
                    principals: both(filled, each(matching('^cluster[.]local/ns/[a-z0-9-]+/sa/[a-z0-9-]+$'))),
                  }),
                }),
              ),
            ),
          }),
        ),
      }),
    ),
    want: 'in each rule the callers by name (from.source.principals): a rule without them lets everybody in',
    hint: 'name each caller, by `calls` in its app.ts',
  }),
  on('AuthorizationPolicy', 'spec.action', {
    test: one('ALLOW', 'DENY'),
    want: 'ALLOW or DENY',
    hint: 'correct it',
  }),
]

const routes: readonly Constraint[] = [
  on('VirtualService', 'spec.gateways', {
    test: each(one('mesh')),
    want: "the mesh alone: hosts at the gateway are the platform's, and delegate to the team",
    hint: 'take it out, and write `expose` in app.ts',
  }),
  on('VirtualService', 'spec.hosts.*', {
    test: ownService,
    want: "a Service of the team's own",
    hint: 'name a Service of this namespace',
  }),
  ...['http', 'tcp', 'tls'].map((protocol) =>
    on('VirtualService', `spec.${protocol}.*.route.*.destination.host`, {
      test: ownService,
      want: "a Service of the team's own",
      hint: 'send requests to an app of the team; others are called by `calls`',
    }),
  ),
  ...['mirror.host', 'mirrors.*.destination.host'].map((path) =>
    on('VirtualService', `spec.http.*.${path}`, {
      test: ownService,
      want: "a Service of the team's own",
      hint: 'mirror to an app of the team',
    }),
  ),
  on('VirtualService', 'spec.http.*.delegate', { test: nothing, want: 'a route of its own', hint: 'take it out' }),
  on('DestinationRule', 'spec', {
    test: any(having({ host: ownService }), having({ host: outsideHost, exportTo: forItself })),
    want: 'a Service of the team\'s own, or an outside host for its own pods (exportTo: ["."])',
    hint: 'correct the host; what others serve is theirs to describe',
  }),
  on('DestinationRule', 'spec.trafficPolicy.tls.mode', {
    test: one('ISTIO_MUTUAL', 'SIMPLE', 'MUTUAL'),
    want: 'a mode with TLS',
    hint: 'take it out',
  }),
  on('ServiceEntry', 'spec.hosts.*', {
    test: outsideHost,
    want: 'a host outside of the cluster, in full and without a star',
    hint: 'name it in `calls`: { host: "api.example.com" }',
  }),
  on('ServiceEntry', 'spec.exportTo', {
    required: true,
    test: forItself,
    want: '["."]: for the team\'s own pods',
    hint: 'write exportTo: ["."]',
  }),
  on('ServiceEntry', 'spec.location', {
    test: one('MESH_EXTERNAL'),
    want: '"MESH_EXTERNAL": what is in the mesh has a Service',
    hint: 'correct it',
  }),
  ...['endpoints', 'addresses', 'workloadSelector', 'subjectAltNames'].map((field) =>
    on('ServiceEntry', `spec.${field}`, {
      test: nothing,
      want: 'nothing: the name leads there, by DNS',
      hint: 'take it out',
    }),
  ),
  on('Sidecar', 'spec.outboundTrafficPolicy.mode', {
    test: one('REGISTRY_ONLY'),
    want: '"REGISTRY_ONLY": the hosts in `calls` and no others',
    hint: 'take it out, and name the host in `calls`',
  }),
  on('Sidecar', 'spec.egress.*.hosts.*', {
    test: matching('^([.]|[a-z0-9][-a-z0-9]*)/.+$'),
    want: 'a namespace by name, such as "./*" or "istio-system/*"',
    hint: 'name the app in `calls`',
  }),
]

/** Addresses, ports, hosts and callers: what leads into a team's pods, and out of them. */
export const trafficConstraints: readonly Constraint[] = [...services, ...policies, ...routes]
