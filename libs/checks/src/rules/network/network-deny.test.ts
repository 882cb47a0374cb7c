import { table } from '../../../test/case.ts'
import { drop, set } from '../../../test/fixture.ts'
import { networkDeny } from './network-deny.ts'

const says = (direction: string) =>
  `namespace-shop: no NetworkPolicy that refuses all ${direction} in shop; one with an empty podSelector`

table(networkDeny, [
  { name: 'none', change: drop('networkpolicy-shop-deny'), says: [says('Ingress'), says('Egress')], alone: true },
  {
    name: 'one way only',
    change: set('networkpolicy-shop-deny', 'spec.policyTypes', ['Ingress']),
    says: [says('Egress')],
  },
  {
    name: 'one with a hole',
    change: set('networkpolicy-shop-deny', 'spec.egress', [{}]),
    says: [says('Ingress'), says('Egress')],
  },
])
