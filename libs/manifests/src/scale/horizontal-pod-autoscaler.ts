import type { Chart } from 'cdk8s'
import type { ResolvedApp } from '@slipway/model'
import { HorizontalPodAutoscaler, type SpecOf } from '../chart/kinds.ts'
import { appContainer } from '../pod/container.ts'
import { scaleBehavior, scaleTarget } from './scale-target.ts'

type Metric = NonNullable<SpecOf<typeof HorizontalPodAutoscaler>['metrics']>[number]

/** The sidecar does not count (KEP-1610). */
const container = (name: 'memory' | 'cpu', averageUtilization: number | null): Metric[] =>
  averageUtilization === null
    ? []
    : [
        {
          type: 'ContainerResource',
          containerResource: { container: appContainer, name, target: { type: 'Utilization', averageUtilization } },
        },
      ]

/** For cpu and memory, ordered as the controller writes them back (FIELD-NOTES A1). */
export function horizontalPodAutoscaler(chart: Chart, app: ResolvedApp): void {
  const { scale } = app
  if (scale.by !== 'hpa') return
  new HorizontalPodAutoscaler(chart, 'horizontal-pod-autoscaler', {
    spec: {
      scaleTargetRef: scaleTarget(app),
      minReplicas: scale.min,
      maxReplicas: scale.max,
      metrics: [...container('memory', scale.memory), ...container('cpu', scale.cpu)],
      behavior: scaleBehavior,
    },
  })
}
