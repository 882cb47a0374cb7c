import { Addon, kubeSystem, onSystemNodes, type AddAddons } from './addon.ts'

/**
 * The recommender alone, where a cluster gives advice: nothing changes a pod, and no webhook could (SYSTEM.md S2-63). Values as in the chart's
 * templates (kubernetes/autoscaler, vertical-pod-autoscaler/charts, 0.9.0 and after).
 */
export const verticalPodAutoscaler: AddAddons = (scope, cluster) => {
  if (cluster.advice !== true) return
  new Addon(scope, 'vertical-pod-autoscaler', {
    repository: 'https://kubernetes.github.io/autoscaler',
    version: '0.9.0',
    ...kubeSystem,
    values: {
      recommender: {
        enabled: true,
        replicas: 1,
        resources: { requests: { cpu: '50m', memory: '500Mi' }, limits: { memory: '1Gi' } },
        ...onSystemNodes(cluster),
      },
      updater: { enabled: false },
      admissionController: { enabled: false },
    },
  })
}
