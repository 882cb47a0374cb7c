import * as k8s from 'cdk8s-plus-27/lib/imports/k8s.js'
import type { ResolvedApp } from '@slipway/model'
import { appContainer } from '../pod/container.ts'
import { metadata } from '../labels.ts'
import { addManifest, type Chart } from '../object.ts'
import { scaleBehavior, scaleTarget } from './scale-target.ts'

/** Utilisation of the app's own container, so that the sidecar's use does not count (KEP-1610). */
const container = (name: 'memory' | 'cpu', averageUtilization: number | null): k8s.MetricSpecV2[] =>
  averageUtilization === null
    ? []
    : [
        {
          type: 'ContainerResource',
          containerResource: { container: appContainer, name, target: { type: 'Utilization', averageUtilization } },
        },
      ]

/** The scaler of apps that scale on cpu and memory. Memory before cpu: the order in which the controller writes them back (FIELD-NOTES A1). */
export function horizontalPodAutoscaler(chart: Chart, app: ResolvedApp): void {
  if (app.scale.by !== 'hpa') return
  addManifest(
    chart,
    k8s.KubeHorizontalPodAutoscalerV2.manifest({
      metadata: metadata(app),
      spec: {
        scaleTargetRef: scaleTarget(app),
        minReplicas: app.scale.min,
        maxReplicas: app.scale.max,
        metrics: [...container('memory', app.scale.memory), ...container('cpu', app.scale.cpu)],
        behavior: scaleBehavior,
      },
    }),
  )
}
