import { table } from '../../../test/case.ts'
import { all, set } from '../../../test/fixture.ts'
import { routeDestination } from './route-destination.ts'

const d = 'spec.http[0].route[0].destination'
const there = 'the host of a Service or ServiceEntry that is there'

table(routeDestination, [
  {
    name: 'a Service that is not there',
    change: set('virtualservice-queue', `${d}.host`, 'queues'),
    alone: true,
    says: [`virtualservice-queue ${d}.host: "queues"; ${there}`],
  },
  {
    name: 'a half name, which Istio does not complete',
    change: set('virtualservice-queue', `${d}.host`, 'queue.shop'),
    says: [`virtualservice-queue ${d}.host: "queue.shop"; ${there}`],
  },
  {
    name: 'an outside host that is registered',
    change: set('virtualservice-web', d, { host: 'api.stripe.com', port: { number: 443 } }),
    says: [],
  },
  {
    name: 'an outside host that is not',
    change: set('virtualservice-web', d, { host: 'api.example.com' }),
    says: [`virtualservice-web ${d}.host: "api.example.com"; ${there}`],
  },
  {
    name: "an outside host of another namespace's",
    change: (e) =>
      set('virtualservice-web', d, { host: 'api.stripe.com' })(
        set('serviceentry-web', 'metadata.namespace', 'finance')(e),
      ),
    says: [`virtualservice-web ${d}.host: "api.stripe.com"; ${there}`],
  },
  {
    name: "an add-on's Service",
    change: set('virtualservice-web', d, { host: 'grafana.monitoring.svc.cluster.local' }),
    says: [],
  },
  {
    name: 'a port that it has not',
    change: set('virtualservice-queue', `${d}.port.number`, 8080),
    says: [`virtualservice-queue ${d}.port.number: 8080; a port of queue.shop.svc.cluster.local: 80`],
  },
  {
    name: 'no port, and there are two',
    change: (e) =>
      set(
        'virtualservice-queue',
        `${d}.port`,
        undefined,
      )(set('service-queue', 'spec.ports[1]', { name: 'grpc', port: 90, targetPort: 'http' })(e)),
    says: [`virtualservice-queue ${d}.port: nothing; one of the ports of queue.shop.svc.cluster.local: 80, 90`],
  },
  {
    name: 'no port, where the route is for one that is there',
    change: all(
      set('virtualservice-queue', `${d}.port`, undefined),
      set('virtualservice-queue', 'spec.http[0].match', [{ port: 80 }]),
      set('service-queue', 'spec.ports[1]', { name: 'grpc', port: 90, targetPort: 'http' }),
    ),
    says: [],
  },
  {
    name: 'no port, where the route is for one that is not there',
    change: all(
      set('virtualservice-queue', `${d}.port`, undefined),
      set('virtualservice-queue', 'spec.http[0].match', [{ port: 8080 }]),
      set('service-queue', 'spec.ports[1]', { name: 'grpc', port: 90, targetPort: 'http' }),
    ),
    says: [`virtualservice-queue ${d}.port: nothing; one of the ports of queue.shop.svc.cluster.local: 80, 90`],
  },
  {
    name: 'a subset that is not there',
    change: set('virtualservice-queue', `${d}.subset`, 'v1'),
    says: [`virtualservice-queue ${d}.subset: "v1"; a subset of the DestinationRule of queue.shop.svc.cluster.local`],
  },
  {
    name: 'a copy of requests to nobody',
    change: set('virtualservice-queue', 'spec.http[0].mirror', { host: 'copy' }),
    says: [`virtualservice-queue spec.http[0].mirror.host: "copy"; ${there}`],
  },
])
