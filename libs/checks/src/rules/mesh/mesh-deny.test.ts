import { table } from '../../../test/case.ts'
import { add, drop, set } from '../../../test/fixture.ts'
import { object } from '../../../test/fixture-app.ts'
import { meshDeny } from './mesh-deny.ts'

const says = ['namespace-shop: no AuthorizationPolicy that refuses all in shop; one with an empty spec']
const mode = (m: string) =>
  add('shop/web', object('security.istio.io/v1', 'PeerAuthentication', 'shop', 'web', { spec: { mtls: { mode: m } } }))

table(meshDeny, [
  { name: 'none', change: drop('authorizationpolicy-shop-deny'), says, alone: true },
  { name: 'one that allows', change: set('authorizationpolicy-shop-deny', 'spec.rules', [{}]), says },
  {
    name: 'one of some pods',
    change: set('authorizationpolicy-shop-deny', 'spec.selector', { matchLabels: { 'app.kubernetes.io/name': 'web' } }),
    says,
  },
  {
    name: 'plain text',
    change: mode('PERMISSIVE'),
    says: ['peerauthentication-web spec.mtls.mode: "PERMISSIVE"; "STRICT"'],
  },
  { name: 'no plain text', change: mode('STRICT'), says: [] },
])
