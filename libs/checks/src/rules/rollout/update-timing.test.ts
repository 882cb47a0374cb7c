import { table } from '../../../test/case.ts'
import { all, set } from '../../../test/fixture.ts'
import { updateTiming } from './update-timing.ts'

const root = 'spec.strategy.canary'

table(updateTiming, [
  {
    name: 'a pod watched longer than an update may take',
    change: set('deployment-queue', 'spec.minReadySeconds', 600),
    alone: true,
    says: ['deployment-queue spec.progressDeadlineSeconds: 600; more than spec.minReadySeconds (600)'],
  },
  {
    name: 'nothing can move',
    change: set('rollout-web', `${root}.maxSurge`, '0%'),
    says: [`rollout-web ${root}: maxSurge and maxUnavailable both 0; one of them above 0, or nothing can move`],
  },
  {
    name: 'nothing can move in a Deployment',
    change: set('deployment-queue', 'spec.strategy', { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } }),
    says: [
      'deployment-queue spec.strategy.rollingUpdate: maxSurge and maxUnavailable both 0; one of them above 0, or nothing can move',
    ],
  },
  {
    name: 'no strategy',
    change: set('rollout-web', 'spec.strategy', {}),
    says: ['rollout-web spec.strategy: nothing; one of canary and blueGreen'],
  },
  {
    name: 'a delay beside a moving scale',
    change: set('rollout-web', `${root}.dynamicStableScale`, true),
    says: [`rollout-web ${root}.scaleDownDelaySeconds: 60; nothing beside dynamicStableScale`],
  },
  {
    name: 'a delay and a moving scale without traffic',
    change: all(
      set('rollout-web', `${root}.trafficRouting`, undefined),
      set('rollout-web', `${root}.dynamicStableScale`, true),
    ),
    says: [
      `rollout-web ${root}.scaleDownDelaySeconds: 60; nothing without trafficRouting`,
      `rollout-web ${root}.scaleDownDelaySeconds: 60; nothing beside dynamicStableScale`,
      `rollout-web ${root}.dynamicStableScale: true; nothing without trafficRouting`,
    ],
  },
  {
    name: 'more revisions kept than there are',
    change: set('rollout-web', `${root}.scaleDownDelayRevisionLimit`, 6),
    says: [`rollout-web ${root}.scaleDownDelayRevisionLimit: 6; at most spec.revisionHistoryLimit (5)`],
  },
  {
    name: 'a window beyond the history',
    change: set('rollout-web', 'spec.rollbackWindow', { revisions: 9 }),
    says: ['rollout-web spec.rollbackWindow.revisions: 9; at most spec.revisionHistoryLimit (5)'],
  },
  {
    name: 'an analysis after the last step',
    change: set('rollout-web', `${root}.analysis.startingStep`, 7),
    says: [`rollout-web ${root}.analysis.startingStep: 7; a step that there is, 0 to 6`],
  },
])
