import { hasGpus, nodeLabels } from '@slipway/fleet'
import { Addon, kubeSystem, waves, type AddAddons } from './addon.ts'
import { versions } from './versions.ts'

/**
 * Tells the kubelet how many GPUs a machine has; without it nobody can ask for one. Its chart selects nodes by
 * `nvidia.com/gpu.present`.
 */
export const gpu: AddAddons = (scope, cluster) => {
  if (!hasGpus(cluster.nodes)) return
  new Addon(scope, 'nvidia-device-plugin', {
    repository: 'https://nvidia.github.io/k8s-device-plugin',
    version: versions['nvidia-device-plugin'].chart,
    ...kubeSystem,
    wave: waves.base,
    values: {
      tolerations: [{ key: nodeLabels.profile, operator: 'Equal', value: 'gpu', effect: 'NoSchedule' }],
      resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '128Mi' } },
    },
  })
}
