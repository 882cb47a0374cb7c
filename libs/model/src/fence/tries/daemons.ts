import { type Ground, makers, type Row } from './ground.ts'
import { inPod, within } from './reason.ts'

/** Daemons that take a share of every node. */
export function triesOfDaemons(ground: Ground): readonly Row[] {
  const { make, labels, securityContext, container } = makers(ground)
  const daemon = (spec: object, requests: object = {}, limits: object = {}) =>
    make('apps/v1', 'DaemonSet', {
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { securityContext, containers: [container({ resources: { requests, limits } })], ...spec },
        },
      },
    })
  const sidecarOfAll = container({
    name: 'side',
    restartPolicy: 'Always',
    resources: { limits: { cpu: '60', memory: '200Gi' } },
  })
  return [
    ['a daemon that makes every node larger', daemon({}, { cpu: '60' }), inPod('containers[0].resources.requests.cpu')],
    [
      'a daemon with the memory of a node',
      daemon({}, { memory: '200Gi' }),
      inPod('containers[0].resources.requests.memory'),
    ],
    [
      'a daemon of many containers',
      daemon({ containers: Array.from({ length: 5 }, (_, i) => container({ name: `app-${i}` })) }),
      within(inPod('containers'), '[4]'),
    ],
    [
      'a daemon with the disk of a node',
      daemon({}, { 'ephemeral-storage': '1Ti' }),
      inPod('containers[0].resources.requests.ephemeral-storage'),
    ],
    [
      'a daemon with a device',
      daemon({}, { 'nvidia.com/gpu': '1' }, { 'nvidia.com/gpu': '1' }),
      [
        inPod('containers[0].resources.requests."nvidia.com/gpu"'),
        [[inPod('containers[0].resources.requests')], [inPod('containers[0].resources.limits')]],
      ],
    ],
    ['a daemon that asks by its limits', daemon({}, {}, { cpu: '60' }), inPod('containers[0].resources')],
    [
      'a daemon that asks by the limits of a sidecar',
      daemon({ initContainers: [sidecarOfAll] }),
      inPod('initContainers[0].resources'),
    ],
    [
      'a daemon that fills disks',
      daemon({ volumes: [{ name: 'v', emptyDir: {} }] }),
      within(inPod('volumes[0].emptyDir'), '.sizeLimit', '1Gi'),
    ],
    [
      'a daemon with the scratch space of a node',
      daemon({ volumes: [{ name: 'v', emptyDir: { sizeLimit: '1Ti' } }] }),
      within(inPod('volumes[0].emptyDir'), '.sizeLimit', '1Gi'),
    ],
    ['a daemon that asks as a pod', daemon({ resources: { requests: { cpu: '60' } } }), inPod('resources')],
    ['a daemon on every node', daemon({ tolerations: [{ operator: 'Exists' }] }), inPod('tolerations')],
    [
      "a daemon on the add-ons' nodes",
      daemon({ tolerations: [{ key: 'CriticalAddonsOnly', operator: 'Exists' }] }),
      inPod('tolerations'),
    ],
  ]
}
