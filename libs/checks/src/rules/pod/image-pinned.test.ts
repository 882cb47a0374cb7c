import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { imagePinned } from './image-pinned.ts'

const pod = 'spec.template.spec'
const digest = `sha256:${'0'.repeat(64)}`
const says = (at: string, got: string) => [
  `deployment-queue ${pod}.${at}: ${got}; a digest, <repository>@sha256:<64 hex digits>`,
]

table(imagePinned, [
  {
    name: 'a tag',
    change: set('deployment-queue', `${pod}.containers[0].image`, 'registry.example/queue:1.2.3'),
    alone: true,
    says: says('containers[0].image', '"registry.example/queue:1.2.3"'),
  },
  {
    name: 'no image',
    change: set('deployment-queue', `${pod}.containers[0].image`, undefined),
    says: says('containers[0].image', 'nothing'),
  },
  {
    name: 'a short digest',
    change: set('deployment-queue', `${pod}.containers[0].image`, 'queue@sha256:abc'),
    says: says('containers[0].image', '"queue@sha256:abc"'),
  },
  {
    name: 'an init container',
    change: set('deployment-queue', `${pod}.initContainers`, [{ name: 'once', image: 'busybox' }]),
    says: says('initContainers[0].image', '"busybox"'),
  },
  {
    name: 'a sidecar',
    change: set('deployment-queue', `${pod}.containers[1]`, { name: 'log', image: 'log' }),
    says: says('containers[1].image', '"log"'),
  },
  {
    name: 'an image volume',
    change: set('deployment-queue', `${pod}.volumes[1]`, { name: 'data', image: { reference: 'data:1' } }),
    says: says('volumes[1].image.reference', '"data:1"'),
  },
  {
    name: 'a tag and a digest',
    change: set('deployment-queue', `${pod}.containers[0].image`, `queue:1@${digest}`),
    says: [],
  },
  {
    name: 'latest and a digest',
    change: set('deployment-queue', `${pod}.containers[0].image`, `queue:latest@${digest}`),
    says: [
      `deployment-queue ${pod}.containers[0].image: "queue:latest@sha256:${'0'.repeat(56)}...; no tag "latest" beside the digest`,
    ],
  },
])
