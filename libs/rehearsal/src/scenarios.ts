import type { Scenario } from './scenario.ts'
import { admit } from './scenarios/admit.ts'
import { adopt, bootstrap } from './scenarios/adopt.ts'
import { calls } from './scenarios/calls.ts'
import { canaryAborts } from './scenarios/canary-aborts.ts'
import { canaryPromotes } from './scenarios/canary-promotes.ts'
import { decommission, decommissionAtOnce } from './scenarios/decommission.ts'
import { config } from './scenarios/config.ts'
import { drift } from './scenarios/drift.ts'
import { deploymentToRollout } from './scenarios/deployment-to-rollout.ts'
import { effects } from './scenarios/effects.ts'
import { drain } from './scenarios/drain.ts'
import { rollback } from './scenarios/rollback.ts'
import { delivery } from './scenarios/delivery.ts'
import { scale } from './scenarios/scale.ts'
import { scaleCanary } from './scenarios/scale-canary.ts'
import { scaleCron } from './scenarios/scale-cron.ts'
import { scaleFaults } from './scenarios/scale-faults.ts'
import { scaleQueue } from './scenarios/scale-queue.ts'
import { scaleShare } from './scenarios/scale-share.ts'
import { scaleSpot } from './scenarios/scale-spot.ts'
import { scaleZone } from './scenarios/scale-zone.ts'
import { scaleLoad } from './scenarios/scale-load.ts'
import { traffic } from './scenarios/traffic.ts'
import { trafficAborts, trafficFaults, trafficHangs } from './scenarios/traffic-aborts.ts'
import { trafficChanges } from './scenarios/traffic-changes.ts'
import { trafficPods } from './scenarios/traffic-pods.ts'
import { trafficScale } from './scenarios/traffic-scale.ts'
import { trafficSessions } from './scenarios/traffic-sessions.ts'
import { trafficSticky } from './scenarios/traffic-sticky.ts'

/** Real autoscalers; those that take longest first. */
const scaled: readonly Scenario[] = [
  scaleLoad,
  scaleCron,
  scaleCanary,
  scaleFaults,
  scaleZone,
  scaleSpot,
  scaleShare,
  scaleQueue,
]

/** Real requests. The longest first: who plays several at once ends all at about the same time. */
const requested: readonly Scenario[] = [
  trafficChanges,
  trafficFaults,
  trafficPods,
  trafficAborts,
  trafficSessions,
  trafficHangs,
  traffic,
  trafficScale,
  trafficSticky,
]

/** Every scenario, in the order in which they are played. */
export const scenarios: readonly Scenario[] = [
  bootstrap,
  adopt,
  admit,
  canaryPromotes,
  canaryAborts,
  rollback,
  delivery,
  decommission,
  decommissionAtOnce,
  deploymentToRollout,
  drain,
  drift,
  config,
  effects,
  scale,
  ...scaled,
  calls,
  ...requested,
]
