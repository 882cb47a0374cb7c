import type { Scenario } from './shared/kit.ts'
import { programNames, type ProgramName } from '../programs/programs.ts'
import { admit } from './adopt/admit.ts'
import { adopt, bootstrap } from './adopt/adopt.ts'
import { charts } from './adopt/charts.ts'
import { fence } from './adopt/fence.ts'
import { alerts } from './alerts/alerts.ts'
import { canaryAborts } from './canary/canary-aborts.ts'
import { canaryPromotes } from './canary/canary-promotes.ts'
import { delivery } from './canary/delivery.ts'
import { forger } from './canary/forger.ts'
import { rollback } from './canary/rollback.ts'
import { deliveryFaults } from './github/delivery-faults.ts'
import { deliveryStacks } from './github/delivery-stacks.ts'
import { deliveryWorkflows } from './github/delivery-workflows.ts'
import { dashboards } from './dashboards/dashboards.ts'
import { drift } from './drift/drift.ts'
import { effects } from './effects/effects.ts'
import { elastic } from './elastic/elastic.ts'
import { functions } from './functions/functions.ts'
import { config } from './lifecycle/config.ts'
import { decommission, decommissionAtOnce } from './lifecycle/decommission.ts'
import { deploymentToRollout } from './lifecycle/deployment-to-rollout.ts'
import { drain } from './lifecycle/drain.ts'
import { growth } from './lifecycle/growth.ts'
import { migrate } from './lifecycle/migrate.ts'
import { rotation } from './lifecycle/rotation.ts'
import { logs } from './logs/logs.ts'
import { calls } from './mesh/calls.ts'
import { networks } from './mesh/networks.ts'
import { peers } from './mesh/peers.ts'
import { monitors } from './monitors/monitors.ts'
import { scaleCanary } from './scaling/scale-canary.ts'
import { scaleCron } from './scaling/scale-cron.ts'
import { scaleFaults } from './scaling/scale-faults.ts'
import { scaleLoad } from './scaling/scale-load.ts'
import { scaleQueue } from './scaling/scale-queue.ts'
import { scaleShare } from './scaling/scale-share.ts'
import { scaleSpot } from './scaling/scale-spot.ts'
import { scaleZone } from './scaling/scale-zone.ts'
import { scale } from './scaling/scale.ts'
import { traces } from './traces/traces.ts'
import { trafficAborts, trafficFaults, trafficHangs } from './traffic/traffic-aborts.ts'
import { trafficChanges } from './traffic/traffic-changes.ts'
import { trafficHosts } from './traffic/traffic-hosts.ts'
import { trafficPods } from './traffic/traffic-pods.ts'
import { trafficScale } from './traffic/traffic-scale.ts'
import { trafficSessions } from './traffic/traffic-sessions.ts'
import { trafficSticky } from './traffic/traffic-sticky.ts'
import { traffic } from './traffic/traffic.ts'

/** Longest first. */
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

/** Longest first, so that parallel plays end together. */
const requested: readonly Scenario[] = [
  trafficChanges,
  trafficFaults,
  trafficPods,
  trafficAborts,
  trafficSessions,
  trafficHangs,
  traffic,
  dashboards,
  alerts,
  logs,
  elastic,
  trafficScale,
  trafficHosts,
  trafficSticky,
]

export const scenarios: readonly Scenario[] = [
  bootstrap,
  adopt,
  charts,
  admit,
  fence,
  canaryPromotes,
  canaryAborts,
  forger,
  monitors,
  rollback,
  delivery,
  deliveryWorkflows,
  deliveryFaults,
  deliveryStacks,
  decommission,
  decommissionAtOnce,
  deploymentToRollout,
  drain,
  migrate,
  growth,
  drift,
  config,
  rotation,
  effects,
  functions,
  scale,
  ...scaled,
  calls,
  networks,
  peers,
  traces,
  ...requested,
]

export const scenarioNames: readonly string[] = scenarios.map(({ name }) => name)

export const neededBy = (names: readonly string[]): readonly ProgramName[] =>
  programNames.filter((program) => scenarios.some(({ name, needs }) => names.includes(name) && needs.includes(program)))
