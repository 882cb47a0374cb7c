import { table } from '../../../test/case.ts'
import { all, copy, set } from '../../../test/fixture.ts'
import { rolloutServices } from './rollout-services.ts'

const root = 'spec.strategy.canary'

table(rolloutServices, [
  {
    name: 'the same twice',
    change: set('rollout-web', `${root}.canaryService`, 'web-stable'),
    says: [`rollout-web ${root}.canaryService: "web-stable"; another Service than stableService`],
  },
  {
    name: 'one that is not there',
    change: set('rollout-web', `${root}.stableService`, 'web-old'),
    says: [`rollout-web ${root}.stableService: "web-old"; a Service in shop`],
  },
  {
    name: 'one that is missing',
    change: set('rollout-web', `${root}.stableService`, undefined),
    says: [`rollout-web ${root}.stableService: nothing; a Service, as traffic is split between two`],
  },
  {
    name: 'one that selects other pods',
    alone: true,
    change: all(
      set('rollout-web', 'spec.template.metadata.labels.tier', 'a'),
      set('service-web-canary', 'spec.selector.tier', 'b'),
      copy('rollout-web', 'web', 'deployment-web'),
      set('deployment-web', 'kind', 'Deployment'),
      set('deployment-web', 'apiVersion', 'apps/v1'),
      set('deployment-web', 'spec.template.metadata.labels.tier', 'b'),
      set('deployment-web', 'spec.replicas', 2),
    ),
    says: [
      `rollout-web ${root}.canaryService: "web-canary", which selects app.kubernetes.io/name=web, tier=b; ` +
        `a Service that selects this Rollout's pods`,
    ],
  },
  {
    name: 'one that two Rollouts manage',
    change: copy('rollout-web', 'web-two'),
    says: [
      `rollout-web-two ${root}.stableService: "web-stable"; a Service that no other Rollout manages (web does)`,
      `rollout-web-two ${root}.canaryService: "web-canary"; a Service that no other Rollout manages (web does)`,
    ],
  },
])
