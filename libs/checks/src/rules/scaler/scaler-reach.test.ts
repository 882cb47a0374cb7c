import { table } from '../../../test/case.ts'
import { all, set } from '../../../test/fixture.ts'
import { scalerReach } from './scaler-reach.ts'

const limits = 'spec.template.spec.containers[0].resources.limits'
const target = 'spec.metrics[0].containerResource.target.averageUtilization'
const memory = (percent: number) =>
  all(
    set('horizontalpodautoscaler-web', 'spec.metrics[0].containerResource.name', 'memory'),
    set('horizontalpodautoscaler-web', target, percent),
  )

table(scalerReach, [
  {
    name: 'cpu that is held back at the target',
    alone: true,
    change: all(set('rollout-web', `${limits}.cpu`, '100m'), set('horizontalpodautoscaler-web', target, 100)),
    says: [`horizontalpodautoscaler-web ${target}: 100; less than 100, where the container is held back`],
  },
  {
    name: 'cpu that may be twice of what is asked for',
    change: all(set('rollout-web', `${limits}.cpu`, '200m'), set('horizontalpodautoscaler-web', target, 150)),
    says: [],
  },
  { name: 'cpu without a limit', change: set('horizontalpodautoscaler-web', target, 400), says: [] },
  {
    name: 'memory that kills before',
    change: memory(95),
    says: [
      `horizontalpodautoscaler-web ${target}: 95; at most 90: beyond it the container is killed before more pods come`,
    ],
  },
  { name: 'memory that leaves room', change: memory(90), says: [] },
  {
    name: "KEDA's own",
    change: all(
      set('deployment-queue', `${limits}.cpu`, '150m'),
      set('scaledobject-queue', 'spec.triggers[1].metadata.value', '160'),
    ),
    says: ['scaledobject-queue spec.triggers[1].metadata.value: 160; less than 150, where the container is held back'],
  },
])
