import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { teamTraffic } from './team-traffic.ts'

table(teamTraffic, [
  {
    name: "an address that is not the cluster's",
    change: set('service-queue', 'spec.externalIPs', ['10.0.0.1']),
    says: [
      'service-queue spec.externalIPs: ["10.0.0.1"]; no address that is not the cluster\'s: it would take in what is meant for others',
    ],
    alone: true,
  },
  {
    name: 'a load balancer of its own',
    change: set('service-queue', 'spec.type', 'LoadBalancer'),
    says: ['service-queue spec.type: "LoadBalancer"; "ClusterIP": people come in by the gateway'],
  },
  {
    name: 'callers by name, and nobody at all',
    change: set('authorizationpolicy-queue', 'spec', {}),
    says: [],
  },
])
