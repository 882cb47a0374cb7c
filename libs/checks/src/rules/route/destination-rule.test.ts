import { table } from '../../../test/case.ts'
import { all, copy, set } from '../../../test/fixture.ts'
import { destinationRule } from './destination-rule.ts'

table(destinationRule, [
  {
    name: 'two for a host',
    change: all(copy('destinationrule-web-stable', 'two'), set('destinationrule-two', 'spec.host', 'web-stable')),
    alone: true,
    says: [
      'destinationrule-two spec.host: "web-stable"; one DestinationRule for a host (DestinationRule shop/web-stable has it, too)',
    ],
  },
  {
    name: 'a host of nobody',
    change: set('destinationrule-web-stable', 'spec.host', 'web-stabel.shop.svc.cluster.local'),
    says: [
      'destinationrule-web-stable spec.host: "web-stabel.shop.svc.cluster.local"; the host of a Service or ServiceEntry that is there',
    ],
  },
  {
    name: 'a subset without pods',
    change: set('destinationrule-web-stable', 'spec.subsets', [{ name: 'v1', labels: { version: '1' } }]),
    says: [
      'destinationrule-web-stable spec.subsets[0].labels: version=1; labels that pods of Service shop/web-stable have',
    ],
  },
  {
    name: 'subsets that Rollouts fills in',
    change: set('destinationrule-web-stable', 'spec.subsets', [{ name: 'stable', labels: {} }]),
    says: [],
  },
])
