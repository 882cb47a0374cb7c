import { table } from '../../../test/case.ts'
import { all, set } from '../../../test/fixture.ts'
import { scalerTarget } from './scaler-target.ts'

const ref = 'spec.scaleTargetRef'

table(scalerTarget, [
  {
    name: 'another apiVersion',
    change: set('horizontalpodautoscaler-web', `${ref}.apiVersion`, 'apps/v1'),
    alone: true,
    says: [`horizontalpodautoscaler-web ${ref}.apiVersion: "apps/v1"; "argoproj.io/v1alpha1"`],
  },
  {
    name: 'a Deployment where there is a Rollout',
    change: all(
      set('horizontalpodautoscaler-web', `${ref}.kind`, 'Deployment'),
      set('horizontalpodautoscaler-web', `${ref}.apiVersion`, 'apps/v1'),
    ),
    says: [`horizontalpodautoscaler-web ${ref}: Deployment web; a workload in shop`],
  },
  {
    name: "KEDA's default is a Deployment",
    change: set('scaledobject-queue', ref, { name: 'web' }),
    says: [`scaledobject-queue ${ref}: Deployment web; a workload in shop`],
  },
  { name: "KEDA's default that fits", change: set('scaledobject-queue', ref, { name: 'queue' }), says: [] },
])
