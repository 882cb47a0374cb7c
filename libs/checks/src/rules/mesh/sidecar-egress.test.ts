import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { sidecarEgress } from './sidecar-egress.ts'

const hosts = (...more: readonly string[]) =>
  set('sidecar-web', 'spec.egress[0].hosts', ['./*', 'istio-system/*', 'shop/queue.shop.svc.cluster.local', ...more])
const says = (got: string, want: string) => [`sidecar-web spec.egress[0].hosts[3]: ${got}; ${want}`]

table(sidecarEgress, [
  {
    name: 'a Service that is not there',
    change: hosts('shop/queues.shop.svc.cluster.local'),
    says: says('"shop/queues.shop.svc.cluster.local"', 'a Service or ServiceEntry of that namespace'),
    alone: true,
  },
  {
    name: 'a Service of another namespace',
    change: hosts('finance/queue.shop.svc.cluster.local'),
    says: says('"finance/queue.shop.svc.cluster.local"', 'a Service or ServiceEntry of that namespace'),
  },
  { name: 'an outside host', change: hosts('./api.stripe.com'), says: [] },
  {
    name: 'no namespace',
    change: hosts('queue.shop.svc.cluster.local'),
    says: says('"queue.shop.svc.cluster.local"', '<namespace>/<host>'),
  },
])
