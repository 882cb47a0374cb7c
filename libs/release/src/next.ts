import { failed, issue, ok, show, suggestion, type Outcome } from '@slipway/core'
import type { Estate } from '@slipway/spec'
import { parseDigest } from './image.ts'
import { heldIssue, named, rejectedIssue, releaseOf } from './move.ts'
import { promoteRelease } from './promote.ts'
import type { Decision } from './step.ts'
import { findApp, findTarget, listed, nextWave, present, one } from './target.ts'

export interface NextInput {
  readonly cluster: string
  readonly app: string
  readonly digest: string
  readonly override?: string | undefined
}

const nothing = (why: string): Outcome<Decision> => ok({ nothing: why })

/**
 * `next`: a cluster says that it runs a release in health. The next wave of its environment is opened, or after the last the next
 * environment. What speaks against it is told and is no error, because nobody asked for it: the same event may come twice, late, or
 * for a release that is held since.
 */
export function next(
  scene: { readonly estate: Estate; readonly now: Date },
  input: NextInput,
): Outcome<Decision & { readonly from?: string }> {
  const {
    estate: { fleet },
    now,
  } = scene
  const app = findApp(scene.estate, input.app)
  const cluster = fleet.clusters.find((c) => c.name === input.cluster)
  const digest = parseDigest(input.digest)
  if (!app.ok || cluster === undefined || !digest.ok) {
    const hint = suggestion(
      input.cluster,
      fleet.clusters.map((c) => c.name),
    )
    const unknown =
      cluster === undefined
        ? [issue('fleet', '', 'unknown-cluster', show(input.cluster), 'a cluster of fleet/clusters', hint)]
        : []
    return failed(...(app.ok ? [] : app.issues), ...unknown, ...(digest.ok ? [] : digest.issues))
  }
  const here = app.value.releases.get(cluster.name)
  if (here === undefined) return nothing(`${cluster.name} has no release of ${app.value.name} any more`)
  if (here.digest !== digest.value)
    return nothing(`${cluster.name} is to run ${named(here)} by now; this was about ${digest.value.slice(7, 19)}`)
  const against = rejectedIssue(app.value, digest.value) ?? heldIssue(app.value, cluster)
  if (against !== undefined) return nothing(`${against.file}: ${against.got}`)

  const environment = findTarget(fleet, cluster.environment)
  if (!environment.ok) return environment
  const wave = nextWave(app.value, environment.value, digest.value)
  const beside = wave.now.filter((c) => c.wave <= cluster.wave)
  if (beside.length > 0)
    return nothing(
      `${listed(beside.map((c) => c.name))} of the same wave or an earlier one ${one(beside, 'does', 'do')} not have it yet`,
    )
  const following = fleet.environments[fleet.environments.indexOf(cluster.environment) + 1]
  const to = wave.now.length > 0 ? environment : following === undefined ? undefined : findTarget(fleet, following)
  if (to === undefined)
    return nothing(`${cluster.environment} is the last environment, and all of it has ${named(here)}`)
  if (!to.ok) return to
  if (present(app.value, to.value).length === 0) {
    return nothing(
      `${app.value.name} has no release in ${to.value.name}; the first is for people: ` +
        `npm run release -- promote ${app.value.name} --from ${cluster.environment} --to ${to.value.name}`,
    )
  }
  const from = findTarget(fleet, wave.now.length > 0 ? cluster.name : cluster.environment)
  if (!from.ok) return from
  const decided = promoteRelease(app.value, from.value, to.value, releaseOf(here), fleet, now, input.override)
  if (decided.ok) return ok({ ...decided.value, from: from.value.name })
  return nothing(decided.issues.map((one) => `${one.file}: ${one.got}; ${one.hint}`).join('. '))
}
