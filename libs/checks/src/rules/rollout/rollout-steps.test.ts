import { table } from '../../../test/case.ts'
import { all, set } from '../../../test/fixture.ts'
import { rolloutSteps } from './rollout-steps.ts'

const root = 'spec.strategy.canary'
const step = (i: number, value: unknown) => set('rollout-web', `${root}.steps[${i}]`, value)
const says = (i: number, rest: string) => [`rollout-web ${root}.steps[${i}]${rest}`]
const kinds =
  'exactly one of: setWeight, pause, setCanaryScale, setHeaderRoute, setMirrorRoute, analysis, experiment, plugin, replicaProgressThreshold'

table(rolloutSteps, [
  {
    name: 'two things in a step',
    change: step(2, { setWeight: 25, pause: { duration: '1m' } }),
    says: says(2, `: {"setWeight":25,"pause":{"duration":"1m"}}; ${kinds}`),
    alone: true,
  },
  { name: 'nothing in a step', change: step(2, {}), says: says(2, `: {}; ${kinds}`) },
  { name: 'an unknown thing', change: step(2, { setWeigth: 25 }), says: says(2, `: {"setWeigth":25}; ${kinds}`) },
  {
    name: 'a weight beyond 100',
    change: step(2, { setWeight: 101 }),
    says: says(2, '.setWeight: 101; a whole number from 0 to 100'),
  },
  {
    name: 'a weight that falls',
    change: step(4, { setWeight: 5 }),
    says: [
      ...says(4, '.setWeight: 5; at least the weight before (25)'),
      ...says(
        5,
        '.setWeight: 100 % of the traffic for 25 % of the pods; setCanaryScale: { matchTrafficWeight: true } before it',
      ),
    ],
  },
  {
    name: 'more traffic than pods',
    change: step(4, { pause: { duration: '1s' } }),
    says: says(
      5,
      '.setWeight: 100 % of the traffic for 25 % of the pods; setCanaryScale: { matchTrafficWeight: true } before it',
    ),
  },
  {
    name: 'traffic for a fixed number of pods',
    change: step(0, { setCanaryScale: { replicas: 1 } }),
    says: says(
      2,
      '.setWeight: 25 % of the traffic for a fixed number of the pods; setCanaryScale: { matchTrafficWeight: true } before it',
    ),
  },
  {
    name: 'a scale of two kinds',
    change: step(0, { setCanaryScale: { weight: 25, replicas: 1 } }),
    says: says(0, '.setCanaryScale: {"weight":25,"replicas":1}; one of weight, replicas and matchTrafficWeight'),
  },
  {
    name: 'a scale beyond 100',
    change: step(0, { setCanaryScale: { weight: 250 } }),
    says: says(0, '.setCanaryScale.weight: 250; 0 to 100'),
  },
  {
    name: 'a header route that is not managed',
    change: set('rollout-web', `${root}.trafficRouting.managedRoutes`, undefined),
    says: says(1, '.setHeaderRoute.name: "header"; a name of trafficRouting.managedRoutes'),
  },
  {
    name: 'a header of two forms',
    change: set('rollout-web', `${root}.steps[1].setHeaderRoute.match[0].headerValue.prefix`, 'y'),
    says: says(1, '.setHeaderRoute.match[0].headerValue: {"exact":"yes","prefix":"y"}; one of exact, regex and prefix'),
  },
  {
    name: 'a mirror that is not managed',
    change: step(1, { setMirrorRoute: { name: 'copy', percentage: 5 } }),
    says: says(1, '.setMirrorRoute.name: "copy"; a name of trafficRouting.managedRoutes'),
  },
  {
    name: 'a pause of no length',
    change: step(3, { pause: { duration: 'soon' } }),
    says: says(3, '.pause.duration: "soon"; a duration such as "2m"'),
  },
  {
    name: 'without traffic routing',
    change: all(set('rollout-web', `${root}.trafficRouting`, undefined), step(1, { setWeight: 5 })),
    says: [
      ...says(0, '.setCanaryScale: {"weight":25}; trafficRouting, without which it does nothing'),
      ...says(4, '.setCanaryScale: {"matchTrafficWeight":true}; trafficRouting, without which it does nothing'),
    ],
  },
  {
    name: 'a managed route twice',
    change: set('rollout-web', `${root}.trafficRouting.managedRoutes[1]`, { name: 'header' }),
    says: [`rollout-web ${root}.trafficRouting.managedRoutes[1].name: "header"; each name once`],
  },
])
