import { table } from '../../../test/case.ts'
import { drop, set } from '../../../test/fixture.ts'
import { networkOwn } from './network-own.ts'

const says = (direction: string) => `cronjob-report: no NetworkPolicy for ${direction}; one that selects its pods`

table(networkOwn, [
  { name: 'none', change: drop('networkpolicy-report'), says: [says('Ingress'), says('Egress')], alone: true },
  {
    name: 'one way only',
    change: set('networkpolicy-report', 'spec.policyTypes', ['Egress']),
    says: [says('Ingress')],
  },
])
