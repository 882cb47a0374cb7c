import { table } from '../../../test/case.ts'
import { all, set } from '../../../test/fixture.ts'
import { routePorts } from './route-ports.ts'

const host = 'queue.shop.svc.cluster.local'
const main = { name: 'http', port: 80, targetPort: 'http' }
const ports = (...more: readonly object[]) => set('service-queue', 'spec.ports', [main, ...more])
const grpc = { name: 'grpc', port: 9000, targetPort: 'http' }
const route = (port: number, match?: object) => ({
  name: `to-${port}`,
  ...(match === undefined ? {} : { match: [match] }),
  route: [{ destination: { host, port: { number: port } } }],
})
const routes = (...http: readonly object[]) => set('virtualservice-queue', 'spec.http', http)
const astray = [
  `virtualservice-queue spec.http[0].route[0].destination.port.number: 80; 9000, as requests to port 9000 of ${host} come here`,
]

table(routePorts, [
  { name: 'one route for all ports', change: ports(grpc), says: astray, alone: true },
  { name: 'a port that is guessed', change: ports({ ...grpc, name: 'admin' }), says: astray },
  {
    name: 'a route for each',
    change: all(ports(grpc), routes(route(80, { port: 80 }), route(9000, { port: 9000 }))),
    says: [],
  },
  {
    name: 'the rest to the main port',
    change: all(ports(grpc), routes(route(9000, { port: 9000 }), route(80))),
    says: [],
  },
  {
    name: 'a port without a route',
    change: all(ports(grpc), routes(route(80, { port: 80 }))),
    says: ['virtualservice-queue spec.http: none; a route for port 9000'],
  },
  { name: 'bytes are not routed', change: ports({ ...grpc, name: 'smtp', appProtocol: 'tcp' }), says: [] },
  { name: 'UDP is not either', change: ports({ ...grpc, name: 'dns', protocol: 'UDP' }), says: [] },
])
