import { table } from '../../../test/case.ts'
import { all, set } from '../../../test/fixture.ts'
import { scalerBounds } from './scaler-bounds.ts'

table(scalerBounds, [
  {
    name: 'no room',
    change: set('horizontalpodautoscaler-web', 'spec.minReplicas', 11),
    alone: true,
    says: ['horizontalpodautoscaler-web spec.minReplicas: 11; at most spec.maxReplicas (10)'],
  },
  {
    name: 'an HPA at 0',
    change: set('horizontalpodautoscaler-web', 'spec.minReplicas', 0),
    says: ['horizontalpodautoscaler-web spec.minReplicas: 0; at least 1'],
  },
  { name: 'KEDA at 0 with a query', change: set('scaledobject-queue', 'spec.minReplicaCount', 0), says: [] },
  {
    name: 'KEDA at 0 with cpu alone',
    change: all(
      set('scaledobject-queue', 'spec.minReplicaCount', undefined),
      set('scaledobject-queue', 'spec.triggers[0]', undefined),
    ),
    says: ['scaledobject-queue spec.minReplicaCount: 0; at least 1'],
  },
  {
    name: 'idle above min',
    change: set('scaledobject-queue', 'spec.idleReplicaCount', 2),
    says: ['scaledobject-queue spec.idleReplicaCount: 2; less than spec.minReplicaCount (2)'],
  },
])
