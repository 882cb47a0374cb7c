import { table } from '../../../test/case.ts'
import { all, copy, set } from '../../../test/fixture.ts'
import { routeClaim } from './route-claim.ts'

const two = copy('virtualservice-shop', 'shop-two')
const match = (path: string) => set('virtualservice-shop-two', 'spec.http[0].match', [{ uri: { prefix: path } }])
const says = (path: string) => [
  `virtualservice-shop-two spec.hosts[0]: shop.prod.example.com: {"prefix":"${path}"}; ` +
    `one owner (VirtualService istio-ingress/shop has it, too)`,
]

table(routeClaim, [
  { name: 'the same path', change: all(two, match('/web/')), says: says('/web/'), alone: true },
  {
    name: 'two long paths that begin alike',
    change: all(
      two,
      set('virtualservice-shop', 'spec.http[0].match', [{ uri: { prefix: `/${'a'.repeat(90)}/x` } }]),
      match(`/${'a'.repeat(90)}/y`),
    ),
    says: [],
  },
  { name: 'another path', change: all(two, match('/other')), says: [] },
  {
    name: 'another host',
    change: all(two, set('virtualservice-shop-two', 'spec.hosts', ['other.prod.example.com'])),
    says: [],
  },
  {
    name: 'every path, twice, in two words',
    change: all(two, match('/'), set('virtualservice-shop', 'spec.http[0].match', undefined)),
    says: [
      'virtualservice-shop-two spec.hosts[0]: shop.prod.example.com: every path; one owner (VirtualService istio-ingress/shop has it, too)',
    ],
  },
  {
    name: 'a host of the mesh, by its short name',
    change: all(copy('virtualservice-queue', 'queue-two'), set('virtualservice-queue-two', 'spec.hosts', ['queue'])),
    says: [
      'virtualservice-queue-two spec.hosts[0]: queue.shop.svc.cluster.local: the host; one owner (VirtualService shop/queue has it, too)',
    ],
  },
])
