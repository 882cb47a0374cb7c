import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { teamPods } from './team-pods.ts'

const pod = 'spec.template.spec'
const annotations = 'spec.template.metadata.annotations'

table(teamPods, [
  {
    name: 'an image of a registry that is not ours',
    change: set('deployment-queue', `${pod}.initContainers`, [
      { name: 'warm', image: `docker.io/library/busybox@sha256:${'a'.repeat(64)}` },
    ]),
    says: [
      `deployment-queue ${pod}.initContainers[0].image: "docker.io/library/busybox@sha256:${'a'.repeat(43)}...; an image of the cluster's registry, or of one that the team may use`,
    ],
  },
  {
    name: 'traffic past the proxy',
    change: set('deployment-queue', annotations, { 'traffic.sidecar.istio.io/excludeOutboundIPRanges': '0.0.0.0/0' }),
    says: [
      `deployment-queue ${annotations}."traffic.sidecar.istio.io/excludeOutboundIPRanges": "0.0.0.0/0"; "169.254.170.23/32" alone: all else goes through the proxy`,
    ],
    alone: true,
  },
  {
    name: 'what the mesh and Prometheus are told by every app',
    change: set('deployment-queue', annotations, {
      'traffic.sidecar.istio.io/excludeOutboundIPRanges': '169.254.170.23/32',
      'prometheus.io/port': '8080',
      owner: 'me',
    }),
    says: [],
  },
  {
    name: 'a taint of machines that the team may use, and one of others',
    change: set('deployment-queue', `${pod}.tolerations`, [{ key: 'slipway.dev/profile', operator: 'Exists' }]),
    says: [],
  },
])
