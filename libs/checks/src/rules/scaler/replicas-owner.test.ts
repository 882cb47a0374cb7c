import { table } from '../../../test/case.ts'
import { copy, drop, set } from '../../../test/fixture.ts'
import { replicasOwner } from './replicas-owner.ts'

table(replicasOwner, [
  {
    name: 'git and an HPA',
    change: set('rollout-web', 'spec.replicas', 3),
    alone: true,
    says: ['rollout-web spec.replicas: 3; nothing: HorizontalPodAutoscaler shop/web owns the number'],
  },
  {
    name: 'git and a ScaledObject',
    change: set('deployment-queue', 'spec.replicas', 0),
    says: ['deployment-queue spec.replicas: 0; nothing: ScaledObject shop/queue owns the number'],
  },
  {
    name: 'two scalers',
    change: copy('horizontalpodautoscaler-web', 'web-two'),
    alone: true,
    says: [
      'rollout-web spec.replicas: "HorizontalPodAutoscaler shop/web" and "HorizontalPodAutoscaler shop/web-two"; ' +
        'one owner of the number of pods',
    ],
  },
  {
    name: 'nobody',
    change: drop('scaledobject-queue'),
    says: ['deployment-queue spec.replicas: nothing; a number of pods, as nothing else says it'],
  },
])
