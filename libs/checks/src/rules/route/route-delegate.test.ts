import { table } from '../../../test/case.ts'
import { copy, set } from '../../../test/fixture.ts'
import { routeDelegate } from './route-delegate.ts'

table(routeDelegate, [
  {
    name: 'one that is not there',
    change: set('virtualservice-shop', 'spec.http[1]', {
      match: [{ uri: { prefix: '/q' } }],
      delegate: { name: 'queues', namespace: 'shop' },
    }),
    alone: true,
    says: ['virtualservice-shop spec.http[1].delegate: "shop/queues"; a VirtualService that is there'],
  },
  {
    name: 'one with a host of its own',
    change: set('virtualservice-web', 'spec.hosts', ['web.shop.svc.cluster.local']),
    says: [
      'virtualservice-web spec.hosts: ["web.shop.svc.cluster.local"]; nothing: VirtualService istio-ingress/shop hands over to it',
    ],
  },
  {
    name: 'one with a gateway',
    change: set('virtualservice-web', 'spec.gateways', ['mesh']),
    says: ['virtualservice-web spec.gateways: ["mesh"]; nothing: VirtualService istio-ingress/shop hands over to it'],
  },
  {
    name: 'one that hands over again',
    change: set('virtualservice-web', 'spec.http[0]', { delegate: { name: 'none' } }),
    says: [
      'virtualservice-web spec.http[0].delegate: "shop/none"; a VirtualService that is there',
      'virtualservice-web spec.http: routes that are handed over again; one level of delegation',
    ],
  },
  {
    name: 'a route that also goes elsewhere',
    change: set('virtualservice-shop', 'spec.http[0].redirect', { uri: '/' }),
    says: ['virtualservice-shop spec.http[0].delegate: a delegate beside a route or redirect; a delegate alone'],
  },
  {
    name: 'one that nobody hands over to',
    change: copy('virtualservice-web', 'web-two'),
    says: [
      'virtualservice-web-two spec.hosts: nothing, and no VirtualService hands over to it; a host, or a root that delegates to it',
    ],
  },
])
