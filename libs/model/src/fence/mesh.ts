import {
  any,
  both,
  type Constraint,
  each,
  filled,
  having,
  keys,
  matching,
  not,
  one,
  startingInList,
  where,
  within,
} from '@slipway/kube'
import { closed } from './closed.ts'
import { aSecond } from './durations.ts'
import { entryFields, routeFields, ruleFields, sidecarFields } from './mesh-fields.ts'
import { atMost, inSpec, on } from './on.ts'

const virtualService = inSpec('VirtualService')
const serviceEntry = inSpec('ServiceEntry')

/** A Service of the team's own namespace, by its short or its full name. */
const ownService = any(matching('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$'), {
  is: 'ending',
  with: ['.{team}.svc.cluster.local'],
})
const outsideHost = both(
  matching('^([a-z0-9]([-a-z0-9]*[a-z0-9])?[.])+[a-z]([-a-z0-9]*[a-z0-9])$'),
  not({ is: 'ending', with: ['.local', '.svc', '.internal'] }),
  // `argocd-redis.argocd`: the pod's search list makes it a Service of the cluster.
  not({ is: 'ending', with: { list: 'namespaces' } }),
)
const forItself = both(filled, each(one('.')))

const routes: readonly Constraint[] = [
  ...closed('VirtualService', routeFields),
  virtualService('gateways', {
    test: each(one('mesh')),
    want: "the mesh alone: hosts at the gateway are the platform's, and delegate to the team",
    hint: 'take it out, and write `expose` in app.ts',
  }),
  virtualService('hosts.*', {
    test: ownService,
    want: "a Service of the team's own",
    hint: 'name a Service of this namespace',
  }),
  ...['http', 'tcp', 'tls'].map((protocol) =>
    virtualService(`${protocol}.*.route.*.destination.host`, {
      test: ownService,
      want: "a Service of the team's own",
      hint: 'send requests to an app of the team; others are called by `calls`',
    }),
  ),
  ...['mirror.host', 'mirrors.*.destination.host'].map((path) =>
    virtualService(`http.*.${path}`, {
      test: ownService,
      want: "a Service of the team's own",
      hint: 'mirror to an app of the team',
    }),
  ),
]

/** 100 KB of a proxy, and half a megabyte; Slipway writes the table. */
const [mostRing, mostTable] = [4096, 65_537]
const mostSubsets = 10

/**
 * Constraints of a `trafficPolicy`. The proxies of all callers, and the gateway's, build it for each Service, port and
 * subset.
 */
const policyAt = (path: string): readonly Constraint[] => [
  on('DestinationRule', `${path}.loadBalancer.consistentHash`, {
    test: where({
      minimumRingSize: within(0, mostRing),
      ringHash: where({ minimumRingSize: within(0, mostRing) }),
      maglev: where({ tableSize: within(0, mostTable) }),
    }),
    want: `a ring of at most ${mostRing}, or a table of at most ${mostTable}: each caller's proxy and the gateway hold it`,
    hint: 'make it smaller, or write `sticky` in app.ts',
  }),
  on('DestinationRule', `${path}.outlierDetection.interval`, {
    test: matching(aSecond),
    want: 'a second or more, such as "10s": each caller looks so often',
    hint: 'make it longer',
  }),
  on('DestinationRule', `${path}.tls.mode`, {
    test: one('ISTIO_MUTUAL', 'SIMPLE', 'MUTUAL'),
    want: 'a mode with TLS',
  }),
]

/** A certificate that a proxy waits for would hold up the gateway, which has it of no team. */
const withoutFiles = where({ trafficPolicy: where({ tls: keys('mode', 'sni', 'subjectAltNames') }) })

const rules: readonly Constraint[] = [
  ...closed('DestinationRule', ruleFields),
  on('DestinationRule', 'spec', {
    test: any(
      both(having({ host: ownService }), withoutFiles, where({ subsets: each(withoutFiles) })),
      having({ host: any(ownService, outsideHost), exportTo: forItself }),
    ),
    want: 'a Service of the team\'s own with no certificates of its own, or an outside host for its own pods (exportTo: ["."])',
    hint: 'correct the host; what others serve is theirs to describe',
  }),
  ...policyAt('spec.trafficPolicy'),
  ...policyAt('spec.subsets.*.trafficPolicy'),
  on(
    'DestinationRule',
    'spec.subsets',
    atMost(mostSubsets, ' subsets', 'each is a cluster of its own in the proxies of all callers'),
  ),
]

const entries: readonly Constraint[] = [
  serviceEntry('hosts.*', {
    test: any(outsideHost, { is: 'ending', with: { list: 'shared' } }),
    want: 'a host outside of the cluster, in full and without a star, whose last part is no namespace of the cluster',
    hint: 'name it in `calls`: { host: "api.example.com" }',
  }),
  serviceEntry('resolution', {
    required: true,
    test: one('DNS', 'DNS_ROUND_ROBIN'),
    want: '"DNS": without it a request goes to whatever address the pod says',
    hint: 'write resolution: DNS',
  }),
  serviceEntry('exportTo', {
    required: true,
    test: forItself,
    want: '["."]: for the team\'s own pods',
    hint: 'write exportTo: ["."]',
  }),
  serviceEntry('location', {
    test: one('MESH_EXTERNAL'),
    want: '"MESH_EXTERNAL": what is in the mesh has a Service',
    hint: 'correct it',
  }),
  ...closed('ServiceEntry', entryFields),
  ...closed('Sidecar', sidecarFields),
  on('Sidecar', 'spec.outboundTrafficPolicy', {
    test: having({ mode: one('REGISTRY_ONLY') }),
    want: 'mode "REGISTRY_ONLY": the hosts in `calls` and no others',
    hint: 'take it out, and name the host in `calls`',
  }),
  // A socket of the proxy's own hands out its key to who asks; `tls` would take the place of the mesh's.
  on('Sidecar', 'spec.ingress.*', {
    test: both(
      keys('port', 'bind', 'captureMode', 'defaultEndpoint', 'connectionPool'),
      where({ defaultEndpoint: matching(String.raw`^(127[.]0[.]0[.]1|0[.]0[.]0[.]0|\[::1?\]):[0-9]{1,5}$`) }),
    ),
    want: 'a port of the app, such as defaultEndpoint: "127.0.0.1:8080", and no socket of the proxy',
    hint: 'take it out, and write `port` or `ports` in app.ts',
  }),
  on('Sidecar', 'spec.egress.*.hosts.*', {
    test: startingInList('meshSpaces'),
    want: 'its own namespace, istio-system\'s or a team\'s, such as "./*" or "finance/ledger.finance.svc.cluster.local"',
    hint: 'name the app in `calls`',
  }),
]

/** A team configures the mesh for its own Services, and for outside hosts that only its own pods call. */
export const meshConstraints: readonly Constraint[] = [...routes, ...rules, ...entries]
