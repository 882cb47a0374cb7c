import { key } from '@slipway/kube'
import { type Ground, makers, type Row } from './ground.ts'
import { becomes, inPod, within } from './reason.ts'

const required = (term: object) => ({
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } } },
})
const preferred = (preference: object) => ({
  affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference }] } },
})
const cores = { key: 'karpenter.k8s.aws/instance-cpu', operator: 'Gt', values: ['95'] }

const inTerm = inPod('affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0]')
const inWish = inPod('affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference')
const resources = (list: string) => inPod(`${list}[0].resources`)
const tolerated = within(inPod('tolerations'), '[0].key', 'node.kubernetes.io/not-ready')

/** Disk, devices and machines that all teams share. */
export function triesOfNodes(ground: Ground): readonly Row[] {
  const { make, labels, securityContext, container, deployment } = makers(ground)
  const asking = (requests: object, limits: object) => deployment({}, { resources: { requests, limits } })
  return [
    [
      'a disk of the node, by a limit',
      asking({ 'ephemeral-storage': '64Mi' }, { 'ephemeral-storage': '1Ti' }),
      within(resources('containers'), '.limits.ephemeral-storage', '256Mi'),
    ],
    [
      'a disk of the node, by a limit of what runs first',
      deployment({
        initContainers: [
          container({
            name: 'first',
            resources: { requests: { 'ephemeral-storage': '1Gi' }, limits: { 'ephemeral-storage': '1025Mi' } },
          }),
        ],
      }),
      within(resources('initContainers'), '.requests.ephemeral-storage', '1025Mi'),
    ],
    [
      'a device that nobody gave the team',
      asking({}, { 'example.com/fuse': '1' }),
      `${resources('containers')}.limits."example.com/fuse"`,
    ],
    ...['nvidia.com/gpu', 'aws.amazon.com/neuroncore', 'vpc.amazonaws.com/efa'].map(
      (device): Row => [
        `${device}, of which the team has no number`,
        asking({}, { [device]: '1' }),
        key(`${resources('containers')}.limits`, device),
      ],
    ),
    [
      'huge pages, of which the team has no number',
      asking({ cpu: '1', 'hugepages-2Mi': '4Mi' }, { 'hugepages-2Mi': '4Mi' }),
      [
        `${resources('containers')}.requests.hugepages-2Mi`,
        [[`${resources('containers')}.requests.hugepages-2Mi`], [`${resources('containers')}.limits.hugepages-2Mi`]],
      ],
    ],
    [
      'a machine by its size',
      deployment({ nodeSelector: { 'node.kubernetes.io/instance-type': 'm7i.48xlarge' } }),
      becomes(inPod('nodeSelector'), { 'kubernetes.io/arch': 'arm64' }),
    ],
    [
      'a machine by its cores',
      deployment(required({ matchExpressions: [cores] })),
      within(`${inTerm}.matchExpressions`, '[0].key', 'karpenter.k8s.aws/instance-generation'),
    ],
    [
      'a machine by its cores, as a wish',
      deployment(preferred({ matchExpressions: [cores] })),
      within(`${inWish}.matchExpressions`, '[0].key', 'karpenter.k8s.aws/instance-cpu-manufacturer'),
    ],
    [
      "a node where another team's pods are",
      deployment({ nodeSelector: { 'kubernetes.io/hostname': 'ip-10-0-0-1' } }),
      inPod('nodeSelector'),
    ],
    [
      'a node by its name, in other words',
      deployment(required({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['ip-10-0-0-1'] }] })),
      `${inTerm}.matchFields`,
    ],
    [
      'a node that is being emptied',
      deployment({ tolerations: [{ key: 'node.kubernetes.io/unschedulable', operator: 'Exists' }] }),
      tolerated,
    ],
    [
      'a node whose disk is full',
      make('batch/v1', 'Job', {
        spec: {
          template: {
            metadata: { labels },
            spec: {
              securityContext,
              restartPolicy: 'Never',
              containers: [container()],
              tolerations: [{ key: 'node.kubernetes.io/disk-pressure', operator: 'Exists' }],
            },
          },
        },
      }),
      tolerated,
    ],
  ]
}
