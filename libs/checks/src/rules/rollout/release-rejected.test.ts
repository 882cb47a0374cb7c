import { appName } from '@slipway/core'
import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { releaseRejected } from './release-rejected.ts'

const digest = (letter: string) => `sha256:${letter.repeat(64)}`
const image = (letter: string) =>
  set('deployment-queue', 'spec.template.spec.containers[0].image', `registry.example/queue@${digest(letter)}`)
const rejected = new Map([
  [
    appName('queue'),
    { [digest('b')]: { reason: 'loses orders', running: [] }, [digest('c')]: { reason: 'slow', running: ['prod'] } },
  ],
  [appName('web'), { [digest('d')]: { reason: 'another app', running: [] } }],
])

table(
  releaseRejected,
  [
    {
      name: 'a rejected digest',
      change: image('b'),
      alone: true,
      says: [
        `deployment-queue spec.template.spec.containers[0].image: "${digest('b')}", which is rejected: loses orders; ` +
          'a release that nobody rejected',
      ],
    },
    { name: 'one that the cluster ran when it was rejected', change: image('c'), says: [] },
    { name: 'a digest that is rejected of another app', change: image('d'), says: [] },
    { name: 'another digest', change: image('e'), says: [] },
  ],
  'prod',
  rejected,
)
