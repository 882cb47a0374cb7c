import { failed, issue, ok, type Issue, type Outcome } from '@slipway/core'
import type { Cluster, Fleet } from '@slipway/fleet'
import type { AppSource } from '@slipway/spec'
import { waveNotes, type Scene } from './bump.ts'
import { heldIssue, moveTo, named, releaseOf, unusedOverride, type Release } from './move.ts'
import type { Decision } from './step.ts'
import { findApp, findTarget, listed, nextWave, present, releasePath, type Target } from './target.ts'

export interface PromoteInput {
  readonly app: string
  readonly from: string
  readonly to: string
  readonly override?: string | undefined
}

/** What a target hands on: the one release that all its clusters have, none of them held. */
function handedOn(app: AppSource, from: Target): Outcome<Release> {
  const clusters = present(app, from)
  const [first] = clusters
  const release = first === undefined ? undefined : app.releases.get(first.name)
  if (first === undefined || release === undefined) {
    const where = [...app.releases.keys()]
    const hint =
      where.length === 0
        ? `release it first: npm run release -- bump ${app.name} ${from.name} --image ...`
        : `it runs in ${listed(where)}`
    return failed(
      issue(
        `apps/${app.name}/releases`,
        '',
        'no-release',
        `no release of ${app.name} in ${from.name}`,
        'a release to promote',
        hint,
      ),
    )
  }
  const held = clusters.flatMap((c): Issue[] => {
    const found = heldIssue(app, c)
    return found === undefined ? [] : [found]
  })
  if (held.length > 0) return failed(...held)
  const digests = new Set(clusters.map((c) => app.releases.get(c.name)?.digest))
  if (digests.size === 1) return ok(releaseOf(release))
  const each = clusters.map((c) => `${c.name} has ${app.releases.get(c.name)?.version}`)
  return failed(
    issue(
      `apps/${app.name}/releases`,
      '',
      'not-one-release',
      listed(each),
      `one release in all of ${from.name}`,
      `name a cluster: --from ${first.name}`,
    ),
  )
}

/** How many clusters of an environment, in words. */
export const whereTo = (clusters: readonly Cluster[]): string => listed(clusters.map((c) => c.name))

/** `promote`: what runs in one target comes to another, to its first wave that does not have it. */
export function promote({ estate, now }: Pick<Scene, 'estate' | 'now'>, input: PromoteInput): Outcome<Decision> {
  const app = findApp(estate, input.app)
  const from = findTarget(estate.fleet, input.from)
  const to = findTarget(estate.fleet, input.to)
  if (!app.ok || !from.ok || !to.ok) return failed(...[app, from, to].flatMap((one) => (one.ok ? [] : one.issues)))
  const release = handedOn(app.value, from.value)
  if (!release.ok) return release
  const skipped = passedBy(app.value, estate.fleet, from.value, to.value, release.value)
  if (skipped.length > 0 && input.override === undefined) {
    return failed(
      issue(
        `apps/${app.value.name}/releases`,
        '',
        'environment-skipped',
        `${named(release.value)} from ${from.value.name} to ${to.value.name}, but ${listed(skipped)} has another release`,
        `a release that ran in every environment before ${to.value.environment}`,
        `promote it to ${skipped[0] ?? ''} first, or add --override "why it cannot wait"`,
      ),
    )
  }
  const decided = promoteRelease(app.value, from.value, to.value, release.value, estate.fleet, now, input.override)
  if (skipped.length === 0 || !decided.ok || !('step' in decided.value)) return decided
  const { step } = decided.value
  const facts = [...step.facts, `Override, ${listed(skipped)} passed by: ${input.override ?? ''}`]
  return ok({ step: { ...step, facts, notes: step.notes.filter((note) => note !== unusedOverride) } })
}

/** The environments between two targets that have the app, and not this release in all of their clusters. */
function passedBy(
  app: AppSource,
  { environments, clusters }: Fleet,
  from: Target,
  to: Target,
  { digest }: Release,
): readonly string[] {
  const between = environments.slice(environments.indexOf(from.environment) + 1, environments.indexOf(to.environment))
  return between.filter((environment) => {
    const here = clusters.filter((c) => c.environment === environment && app.releases.has(c.name))
    return here.some((c) => app.releases.get(c.name)?.digest !== digest)
  })
}

/** The same of a release that is known already. */
export function promoteRelease(
  app: AppSource,
  from: Target,
  to: Target,
  release: Release,
  fleet: Fleet,
  now: Date,
  override?: string,
): Outcome<Decision> {
  const wave = nextWave(app, to, release.digest)
  if (wave.now.length === 0) return ok({ nothing: `${to.name} has ${named(release)} of ${app.name} already` })
  const moved = moveTo(app, wave.now, release, fleet, now, override)
  if (!moved.ok) return moved
  const { version, digest, commit } = release
  const [source] = present(app, from)
  return ok({
    step: {
      ...moved.value,
      verb: 'promote',
      app: app.name,
      target: to.name,
      title: `release(${app.name}): ${version} to ${whereTo(wave.now)}`,
      facts: [
        `Promoted from ${from.name}`,
        `Digest: ${digest}`,
        ...(commit === undefined ? [] : [`Source: ${commit}`]),
        ...(source === undefined ? [] : [`As in: ${releasePath(app.name, source.name)}`]),
        ...moved.value.facts,
      ],
      notes: [...moved.value.notes, ...waveNotes(app.name, wave, 'promote')],
    },
  })
}
