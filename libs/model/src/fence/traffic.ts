import {
  any,
  both,
  type Constraint,
  each,
  few,
  filled,
  having,
  matching,
  not,
  nothing,
  one,
  oneOfList,
  type Test,
  within,
  without,
} from '@slipway/kube'
import { closed, closedInTree, plain } from './closed.ts'
import { meshConstraints } from './mesh.ts'
import { proxyAmountConstraints } from './proxy-amounts.ts'
import { proxyTextConstraints } from './proxy-texts.ts'
import { mayField } from './keys-of-team.ts'
import { atMost, on } from './on.ts'

const mostPorts = 50
const services: readonly Constraint[] = [
  on('Service', 'spec.type', {
    test: one('ClusterIP'),
    want: '"ClusterIP": people come in by the gateway',
    hint: 'take it out, and write `expose` in app.ts, or of an outside host `calls`',
  }),
  on('Service', 'spec.externalIPs', {
    test: few(0),
    want: "no address that is not the cluster's: it would take in what is meant for others",
    hint: 'take it out',
  }),
  on('Service', 'spec.ports', atMost(mostPorts, '', 'each is a listener and a cluster in the proxies of all callers')),
  // In a cluster it has one by then, which the API server has chosen.
  {
    ...on('Service', 'spec.clusterIP', {
      test: one('None'),
      want: '"None" or nothing: an address of its own choice may be what others will get',
      hint: 'take it out',
    }),
    inTreeOnly: true,
  },
  on('Service', 'spec.externalName', { test: nothing, want: 'no name of another host', hint: 'name it in `calls`' }),
]

const namedPods = (...names: readonly string[]): Test =>
  having({ matchLabels: having({ 'kubernetes.io/metadata.name': one(...names) }) })

const peer = { ...plain('podSelector', 'namespaceSelector'), ipBlock: plain('cidr', 'except') }
const ports = plain('protocol', 'port', 'endPort')

/**
 * istiod's certificates and configuration, and spans (libs/manifests): its other ports answer who does not say who it
 * is.
 */
const meshPorts = [15_012, 4317, 4318]
const isMesh = having({ namespaceSelector: namedPods('istio-system') })
/** There the gateway tells of all teams' hosts and requests. */
const [firstOfProxy, lastOfProxy] = [15_000, 15_099]
const isGateway = having({ namespaceSelector: namedPods('istio-ingress') })
const visited = having({ port: any(within(1, firstOfProxy - 1), within(lastOfProxy + 1, 65_535)) })

const policies: readonly Constraint[] = [
  ...closedInTree(
    'NetworkPolicy',
    { kinds: ['NetworkPolicy'], of: 'object' },
    {
      ...plain('podSelector', 'policyTypes'),
      ingress: [{ from: [peer], ports: [ports] }],
      egress: [{ to: [peer], ports: [ports] }],
    },
  ),
  // No gateway (`targetRefs`), and nobody else who decides (`provider`).
  ...closed('AuthorizationPolicy', {
    ...plain('action'),
    selector: plain('matchLabels'),
    rules: [{ ...plain('when'), from: [plain('source')], to: [plain('operation')] }],
  }),
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
      having({ ipBlock: having({ cidr: one('0.0.0.0/0'), except: { is: 'holding', all: { list: 'private' } } }) }),
    ),
    want: 'one app, DNS, the mesh, public addresses without the private ones, or a range that the team may use',
    hint: `name the app or host in \`calls\`, or add the range to ${mayField('addresses')}`,
  }),
  on('NetworkPolicy', 'spec.egress.*', {
    test: any(
      having({ to: each(not(isMesh)) }),
      without('to'),
      having({ ports: both(filled, each(both(having({ port: one(...meshPorts) }), without('endPort')))) }),
    ),
    want: `to istio-system the ports ${meshPorts.join(', ')} alone: others tell anybody what all teams have there`,
    hint: 'write the ports',
  }),
  on('NetworkPolicy', 'spec.egress.*', {
    test: any(
      having({ to: each(not(isGateway)) }),
      without('to'),
      having({ ports: both(filled, each(both(visited, without('endPort')))) }),
    ),
    want: `to istio-ingress ports by their numbers, none of ${firstOfProxy} to ${lastOfProxy}: there the gateway tells of all teams' requests`,
    hint: 'write the ports, such as 8443',
  }),
  on('NetworkPolicy', 'spec.ingress.*.from', {
    required: true,
    told: 'network-peer',
    test: filled,
    want: 'who may reach the pods: without it that is everybody',
    hint: 'name the callers, by their `calls`',
  }),
  on('NetworkPolicy', 'spec.ingress.*.from.*', {
    test: any(
      both(without('namespaceSelector'), without('ipBlock')),
      having({ namespaceSelector: namedPods('istio-system', 'istio-ingress', 'monitoring', '{team}') }),
      // Callers by a label that opens one app; whose it is, the callee's AuthorizationPolicy says.
      having({
        namespaceSelector: having({ matchLabels: filled }),
        podSelector: having({ matchLabels: filled }),
      }),
      having({ ipBlock: having({ cidr: oneOfList('addresses') }) }),
    ),
    want: 'pods by their labels, the gateway, Prometheus, or a range that the team may use',
    hint: `name the app in the \`calls\` of its callers, or add the range to ${mayField('addresses')}`,
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

/** Addresses, ports, hosts and callers of a team's pods. */
export const trafficConstraints: readonly Constraint[] = [
  ...services,
  ...policies,
  ...meshConstraints,
  ...proxyTextConstraints,
  ...proxyAmountConstraints,
]
