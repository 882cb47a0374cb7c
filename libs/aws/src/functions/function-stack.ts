import type { Fleet } from '@slipway/fleet'
import type { ResolvedFunction } from '@slipway/model'
import { alertTopicsOf } from '../alert-topic.ts'
import type { AwsApp } from '../aws-app.ts'
import { stack, stackId, type AwsStack } from '../model/stack.ts'
import { together } from '../needs/need.ts'
import { needsId } from '../needs/needs-stack.ts'
import { registryOf } from '../registry.ts'
import { repositoryPlace } from '../repository.ts'
import { liveAlarms, releaseAlarms } from './alarms.ts'
import { functionBoundary, functionBoundaryId, helperBounds } from './boundary.ts'
import { functionResources } from './function.ts'
import { httpApi } from './http-api.ts'
import { functionPlace } from './names.ts'
import { shiftResources } from './shift.ts'
import { triggers } from './triggers.ts'

/**
 * The repository that its image is pushed to, where that is ours to make: Lambda refuses an image that is not there.
 */
function repositoryOf({ name, cluster }: ResolvedFunction, apps: readonly AwsApp[]): readonly string[] {
  const registry = registryOf(cluster)
  if (registry === undefined || !apps.some((app) => app.name === name && app.built)) return []
  return [stackId(repositoryPlace(registry, name))]
}

/** The stacks of its queues: Lambda's poller refuses a missing queue. */
function before({ queue, cluster }: ResolvedFunction, apps: readonly AwsApp[]): readonly string[] {
  if (queue === null) return []
  const owners = apps.filter(({ uses }) => uses[cluster.environment]?.needs.queue?.[queue.name] !== undefined)
  return owners.map(({ name }) => needsId(cluster, name))
}

function functionStack(one: ResolvedFunction, fleet: Fleet, apps: readonly AwsApp[]): AwsStack {
  const { cluster } = one
  const [live, release] = [liveAlarms(one, alertTopicsOf([cluster], fleet)), releaseAlarms(one)]
  // Answers of 5xx are counted for all versions together alone.
  const ends = [...Object.keys(release), ...(one.http !== null && live['Failing'] !== undefined ? ['Failing'] : [])]
  const bounds = helperBounds(cluster, fleet)
  const shift = shiftResources(one, ends, bounds)
  const shifts = one.canary === null ? {} : { shifts: { application: 'Application', group: 'Group' } }
  return stack({
    ...functionPlace(cluster, one.name),
    clusters: [cluster.name],
    source: one.source,
    description: `The function ${one.name} beside ${cluster.name}`,
    after: [functionBoundaryId(cluster), ...repositoryOf(one, apps), ...before(one, apps)],
    resources: together(
      [functionResources(one, shifts), httpApi(one), triggers(one, bounds), live, release, shift].flatMap((all) =>
        Object.entries(all),
      ),
    ),
  })
}

/** A stack for each function where it has a release, and what bounds those of a cluster. */
export const functionStacks = (
  functions: readonly ResolvedFunction[],
  fleet: Fleet,
  apps: readonly AwsApp[],
): readonly AwsStack[] => [
  ...fleet.clusters
    .filter(({ name }) => functions.some(({ cluster }) => cluster.name === name))
    .map((cluster) => functionBoundary(cluster, fleet)),
  ...functions.map((one) => functionStack(one, fleet, apps)),
]
