import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { rolloutRoutes } from './rollout-routes.ts'

const vs = 'spec.strategy.canary.trafficRouting.istio.virtualService'
const both = 'a route to "web-stable.shop.svc.cluster.local" and "web-canary.shop.svc.cluster.local" and nowhere else'

table(rolloutRoutes, [
  {
    name: 'a VirtualService that is not there',
    change: set('rollout-web', `${vs}.name`, 'wbe'),
    says: [`rollout-web ${vs}.name: "wbe"; a VirtualService in shop`],
  },
  {
    name: 'a route that is not there',
    change: set('rollout-web', `${vs}.routes`, ['primry']),
    alone: true,
    says: [`rollout-web ${vs}.routes[0]: "primry"; a route of the VirtualService web`],
  },
  {
    name: 'no route said where there are two',
    change: set('rollout-web', `${vs}.routes`, undefined),
    says: [
      `rollout-web ${vs}.routes: nothing; the routes to weigh, as web has 2`,
      `rollout-web ${vs}: the route "newcomers" to "web-stable.shop.svc.cluster.local"; ${both}`,
    ],
  },
  {
    name: 'a route to one of them',
    change: set('rollout-web', `${vs}.routes`, ['newcomers']),
    says: [`rollout-web ${vs}: the route "newcomers" to "web-stable.shop.svc.cluster.local"; ${both}`],
  },
  {
    name: 'a managed route that git has, too',
    change: set('virtualservice-web', 'spec.http[0].name', 'header'),
    says: ['virtualservice-web spec.http: a route "header"; no route of that name: Rollouts adds it and takes it away'],
  },
  {
    name: 'one of several VirtualServices',
    change: set('rollout-web', 'spec.strategy.canary.trafficRouting.istio', {
      virtualServices: [
        { name: 'web', routes: ['primary'] },
        { name: 'web-gateway', routes: ['primary'] },
      ],
    }),
    says: [
      'rollout-web spec.strategy.canary.trafficRouting.istio.virtualServices[1].name: "web-gateway"; a VirtualService in shop',
    ],
  },
  {
    name: 'none',
    change: set('rollout-web', 'spec.strategy.canary.trafficRouting.istio', {}),
    says: [
      'rollout-web spec.strategy.canary.trafficRouting.istio: no VirtualService; the VirtualService that traffic is moved in',
    ],
  },
])
