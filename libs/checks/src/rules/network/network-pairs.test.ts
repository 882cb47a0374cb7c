import { add, all, set } from '../../../test/fixture.ts'
import { table } from '../../../test/case.ts'
import { networkPairs } from './network-pairs.ts'

const namespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } })
const pods = (name: string) => ({ podSelector: { matchLabels: { 'app.kubernetes.io/name': name } } })
const callers = { ...namespace('shop'), podSelector: { matchLabels: { 'calls.slipway.dev/ledger': 'true' } } }
const labelled = (name: string) =>
  set('rollout-web', `spec.template.metadata.labels."calls.slipway.dev/${name}"`, 'true')
/** With what the other side has for it. */
const calls = (name: string) =>
  all(
    labelled(name),
    add('finance/ledger', {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name: 'ledger-from-web', namespace: 'finance' },
      spec: {
        selector: { matchLabels: { 'app.kubernetes.io/name': 'ledger' } },
        action: 'ALLOW',
        rules: [{ from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'] } }] }],
      },
    } as never),
  )
const ledger = 'StatefulSet finance/ledger'
const refused = (who: string) =>
  `rollout-web: calls ${ledger} at 8080/TCP, which a NetworkPolicy of ${who} refuses; a call that the NetworkPolicies of both let through`
const reached = (from: string, port: string) =>
  `statefulset-ledger: ${from} reaches it at ${port}, and does not call it; pods of other teams only by \`calls\``

const out = set('networkpolicy-web', 'spec.egress[0].to', [namespace('finance')])
const into = (peer: object) => set('networkpolicy-ledger', 'spec.ingress[0].from', [peer])

table(networkPairs, [
  {
    name: 'a call that neither lets through',
    change: calls('ledger'),
    says: [refused('Rollout shop/web and StatefulSet finance/ledger')],
    alone: true,
  },
  { name: 'not out', change: all(calls('ledger'), into(callers)), says: [refused('Rollout shop/web')] },
  { name: 'not in', change: all(calls('ledger'), out), says: [refused(ledger)] },
  { name: 'both ways', change: all(calls('ledger'), into(callers), out), says: [] },
  {
    name: 'by a label that is not made of `calls`: the mesh does not carry UDP',
    change: all(labelled('ledger'), into(callers), out),
    says: [
      `rollout-web: has the label of a caller of ${ledger}, whose AuthorizationPolicies do not name it; a label of \`calls\` for what it calls, with the word of the other side`,
    ],
  },
  {
    name: 'another port',
    change: all(
      calls('ledger'),
      into(callers),
      out,
      set('networkpolicy-ledger', 'spec.ingress[0].ports[0].port', 9090),
    ),
    says: [refused(ledger)],
  },
  {
    name: 'another protocol',
    change: all(calls('ledger'), into(callers), out, set('service-ledger', 'spec.ports[0].protocol', 'UDP')),
    says: [refused('Rollout shop/web and StatefulSet finance/ledger').replace('TCP', 'UDP')],
  },
  { name: 'a call of what is not there', change: calls('nobody'), says: [] },
  {
    name: 'who does not call it, with both policies open',
    change: all(into({ ...namespace('shop'), ...pods('web') }), out),
    says: [reached('Rollout shop/web', '8080/TCP')],
  },
  { name: 'one policy open is not enough: in', change: into({ ...namespace('shop'), ...pods('web') }), says: [] },
  { name: 'one policy open is not enough: out', change: out, says: [] },
  { name: 'by the label that only callers have', change: all(into(callers), out), says: [] },
  {
    name: 'other pods of the same team are its own business',
    change: set('networkpolicy-queue', 'spec.ingress[0].from', [pods('web')]),
    says: [],
  },
  {
    name: 'addresses of pods, as a range',
    change: all(into({ ipBlock: { cidr: '100.64.0.0/17' } }), out),
    says: [reached('Rollout shop/web', '8080/TCP')],
  },
  { name: 'a range without pods', change: all(into({ ipBlock: { cidr: '192.168.0.0/16' } }), out), says: [] },
  {
    name: 'out by a range, in by the namespace',
    change: all(
      into(namespace('shop')),
      set('networkpolicy-queue', 'spec.egress[0].to', [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }]),
    ),
    says: [reached('Deployment shop/queue', '8080/TCP')],
  },
  {
    name: 'out by a range without pods',
    change: all(
      into(namespace('shop')),
      set('networkpolicy-queue', 'spec.egress[0].to', [
        { ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '100.64.0.0/10'] } },
      ]),
    ),
    says: [],
  },
])
