import { combine, ok, refused, show, suggestion, type Outcome } from '@slipway/core'
import { parseDigest } from '../images/image.ts'
import type { DecisionContext } from './bump.ts'
import { imageAppIn } from './along.ts'
import { promoteRelease } from './promote.ts'
import { heldIssue, rejectedIssue } from './release-change.ts'
import { releaseOf } from '../release-text.ts'
import type { Nothing } from '../remarks.ts'
import type { Decision } from './step.ts'
import type { Cluster, Fleet } from '@slipway/fleet'
import { findApp, findTarget, nextWave, present } from './target.ts'

export interface NextInput {
  readonly cluster: string
  readonly app: string
  readonly digest: string
  readonly override?: string | undefined
}

function clusterOf({ clusters }: Fleet, name: string): Outcome<Cluster> {
  const cluster = clusters.find((c) => c.name === name)
  const names = clusters.map((c) => c.name)
  const want = 'a cluster of fleet/clusters'
  return cluster === undefined
    ? refused('fleet', 'unknown-cluster', show(name), want, suggestion(name, names))
    : ok(cluster)
}

/**
 * `next`: a cluster reports a healthy release. Opens the next wave, or after the last the next environment. Obstacles
 * are no errors: the event may come twice, late, or for a release that is held since.
 */
export function next(
  { estate, now }: Pick<DecisionContext, 'estate' | 'now'>,
  input: NextInput,
): Outcome<Decision & { readonly from?: string }> {
  const { fleet } = estate
  const read = combine({
    app: findApp(estate, input.app),
    cluster: clusterOf(fleet, input.cluster),
    digest: parseDigest(input.digest),
  })
  if (!read.ok) return read
  const { app, cluster, digest } = read.value
  const nothing = (...why: Nothing): Outcome<Decision> => ok({ nothing: why })
  const { name } = app
  const of = imageAppIn(app, cluster)
  if (of !== undefined) return nothing('moves-with', { app: name, of })
  const here = app.releases.get(cluster.name)
  if (here === undefined) return nothing('no-release', { cluster: cluster.name, app: name })
  if (here.digest !== digest) return nothing('other-release', { cluster: cluster.name, release: here, digest })
  const against = rejectedIssue(app, digest) ?? heldIssue(app, cluster)
  if (against !== undefined) return nothing('against', against)

  const environment = findTarget(fleet, cluster.environment)
  if (!environment.ok) return environment
  const wave = nextWave(app, environment.value, digest)
  const beside = wave.now.filter((c) => c.wave <= cluster.wave).map((c) => c.name)
  if (beside.length > 0) return nothing('wave-incomplete', beside)
  const isLast = wave.now.length === 0
  const following = fleet.environments[fleet.environments.indexOf(cluster.environment) + 1]
  if (isLast && following === undefined)
    return nothing('all-there', { environment: cluster.environment, release: here })
  const to = isLast ? findTarget(fleet, following ?? '') : environment
  if (!to.ok) return to
  if (present(app, to.value).length === 0)
    return nothing('first-by-people', { app: name, from: cluster.environment, to: to.value.name })
  const from = findTarget(fleet, isLast ? cluster.environment : cluster.name)
  if (!from.ok) return from
  const decided = promoteRelease(app, [from.value, to.value], releaseOf(here), {
    estate,
    now,
    override: input.override,
  })
  return decided.ok ? ok({ ...decided.value, from: from.value.name }) : nothing('refused', decided.issues)
}
