import type { Chart } from 'cdk8s'
import { k8s } from 'cdk8s-plus-27'
import type { ResolvedApp } from '@slipway/model'
import { appContainer } from './container.ts'
import { metadata } from './labels.ts'
import { scaleBehavior, scaleTarget } from './scale-target.ts'

/** Utilisation of the app's own container, so that the sidecar's use does not count (KEP-1610). */
const container = (name: 'memory' | 'cpu', averageUtilization: number | null): k8s.MetricSpecV2[] =>
  averageUtilization === null
    ? []
    : [{ type: 'ContainerResource', containerResource: { container: appContainer, name, target: { type: 'Utilization', averageUtilization } } }]

/** The scaler of apps that scale on cpu and memory. Memory before cpu: the order in which the controller writes them back (FIELD-NOTES A1). */
export function horizontalPodAutoscaler(chart: Chart, app: ResolvedApp): void {
  if (app.scale.by !== 'hpa') return
  new k8s.KubeHorizontalPodAutoscalerV2(chart, 'hpa', {
    metadata: metadata(app),
    spec: {
      scaleTargetRef: scaleTarget(app),
      minReplicas: app.scale.min,
      maxReplicas: app.scale.max,
      metrics: [...container('memory', app.scale.memory), ...container('cpu', app.scale.cpu)],
      behavior: scaleBehavior,
    },
  })
}
