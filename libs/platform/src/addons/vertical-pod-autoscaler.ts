import { Addon, kubeSystem, onSystemNodes, type AddAddons } from './addon.ts'
import { versions } from './versions.ts'

/**
 * The recommender alone: nothing changes a pod (SYSTEM.md S2-63). Values as in kubernetes/autoscaler,
 * vertical-pod-autoscaler/charts, from 0.9.0 on.
 */
export const verticalPodAutoscaler: AddAddons = (scope, cluster) => {
  if (cluster.advice !== true) return
  new Addon(scope, 'vertical-pod-autoscaler', {
    repository: 'https://kubernetes.github.io/autoscaler',
    version: versions['vertical-pod-autoscaler'].chart,
    ...kubeSystem,
    relied: [['updater'], ['admissionController']],
    values: {
      recommender: {
        enabled: true,
        replicas: 1,
        // The chart's `minAvailable: 1` would keep the node of the only one for ever.
        podDisruptionBudget: { enabled: false },
        resources: { requests: { cpu: '50m', memory: '500Mi' }, limits: { memory: '1Gi' } },
        ...onSystemNodes(cluster),
      },
      updater: { enabled: false },
      admissionController: { enabled: false },
    },
  })
}
