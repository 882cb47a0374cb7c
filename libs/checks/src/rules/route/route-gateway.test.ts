import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { routeGateway } from './route-gateway.ts'

const hosts = (value: unknown) => set('gateway-public', 'spec.servers[0].hosts', value)
const says = (served: string) => [
  `virtualservice-shop spec.hosts[0]: "shop.prod.example.com"; a host that the Gateway istio-ingress/public takes: ${served}`,
]

table(routeGateway, [
  {
    name: 'one that is not there',
    change: set('virtualservice-shop', 'spec.gateways', ['istio-ingress/pubic']),
    alone: true,
    says: ['virtualservice-shop spec.gateways[0]: "istio-ingress/pubic"; a Gateway that is there'],
  },
  { name: 'one of the same namespace', change: set('virtualservice-shop', 'spec.gateways', ['public']), says: [] },
  { name: 'a Gateway of another domain', change: hosts(['*.dev.example.com']), says: says('*.dev.example.com') },
  {
    name: "a Gateway for another namespace's hosts",
    change: hosts(['shop/*.prod.example.com']),
    says: says('shop/*.prod.example.com'),
  },
  { name: 'a Gateway for its own namespace', change: hosts(['./*.prod.example.com']), says: [] },
  { name: 'a Gateway for that host', change: hosts(['shop.prod.example.com']), says: [] },
  { name: 'a Gateway for all', change: hosts(['*']), says: [] },
])
