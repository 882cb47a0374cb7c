import { table } from '../../../test/case.ts'
import { add, all, set } from '../../../test/fixture.ts'
import { object } from '../../../test/fixture-app.ts'
import { podDisk } from './pod-disk.ts'

const asked = 'spec.template.spec.containers[0].resources.requests.ephemeral-storage'
const limit = 'spec.template.spec.containers[0].resources.limits.ephemeral-storage'
const nodes = add(
  'platform/nodes',
  object('karpenter.k8s.aws/v1', 'EC2NodeClass', '', 'default', {
    spec: { blockDeviceMappings: [{ ebs: { volumeSize: '80Gi' } }] },
  }),
)
const disk = (size: string) => all(nodes, set('deployment-queue', limit, size), set('deployment-queue', asked, size))

table(podDisk, [
  { name: 'what a node has', change: disk('70Gi'), says: [] },
  {
    name: 'more than a node has',
    change: disk('72Gi'),
    says: [
      'deployment-queue spec.template.spec.containers: 72Gi of ephemeral-storage; at most the 71Gi of disk that a node has left',
    ],
    alone: true,
  },
  { name: 'a cluster whose nodes are described elsewhere', change: set('deployment-queue', asked, '500Gi'), says: [] },
])
