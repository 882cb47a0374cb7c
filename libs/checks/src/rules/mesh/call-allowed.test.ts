import { table } from '../../../test/case.ts'
import { all, set } from '../../../test/fixture.ts'
import { callAllowed } from './call-allowed.ts'

const says = (by: string) => [
  `rollout-web spec.template.spec.containers[0].env[0].value: "http://queue.shop", which ${by} refuses; ` +
    `a call that every policy lets through`,
]
const other = [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } } }]
const principals = 'spec.rules[0].from[0].source.principals'

table(callAllowed, [
  {
    name: 'not by the Sidecar',
    change: set('sidecar-web', 'spec.egress', [{ hosts: ['istio-system/*'] }]),
    says: says('its own Sidecar'),
    alone: true,
  },
  { name: 'by a Sidecar without a list', change: set('sidecar-web', 'spec.egress', undefined), says: [] },
  {
    name: 'not out',
    change: set('networkpolicy-web', 'spec.egress[0].to', other),
    says: says('a NetworkPolicy of Rollout shop/web (port 8080)'),
  },
  {
    name: 'not out to this port',
    change: set('networkpolicy-web', 'spec.egress[0].ports[0].port', 80),
    says: says('a NetworkPolicy of Rollout shop/web (port 8080)'),
  },
  {
    name: 'out by the name of the port',
    change: set('networkpolicy-web', 'spec.egress[0].ports[0].port', 'http'),
    says: [],
  },
  {
    name: 'not in',
    change: set('networkpolicy-queue', 'spec.ingress[0].from', [
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'finance' } } },
    ]),
    says: says('a NetworkPolicy of Deployment shop/queue (port 8080)'),
  },
  {
    name: 'not by identity',
    change: set('authorizationpolicy-queue', principals, ['cluster.local/ns/finance/sa/report']),
    says: says('the AuthorizationPolicy of Deployment shop/queue'),
  },
  {
    name: 'not to this port',
    change: set('authorizationpolicy-queue', 'spec.rules[0].to', [{ operation: { ports: ['9000'] } }]),
    says: says('the AuthorizationPolicy of Deployment shop/queue'),
  },
  {
    name: 'by namespace',
    change: all(
      set('authorizationpolicy-queue', principals, undefined),
      set('authorizationpolicy-queue', 'spec.rules[0].from[0].source.namespaces', ['shop']),
    ),
    says: [],
  },
])
