import { combine, failed, ok, refused, type Outcome, type Problem } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import type { AppSource, Estate } from '@slipway/spec'
import { along, movesAlone } from './along.ts'
import { waveNotes, type DecisionContext } from './bump.ts'
import { changesTo, heldIssue, type ChangeContext } from './release-change.ts'
import { releaseName, releaseOf, type Release } from '../release-text.ts'
import { overridden } from './overridden.ts'
import type { Decision } from './step.ts'
import { findApp, findTarget, listed, nextWave, present, releasePath, type Target } from './target.ts'

export interface PromoteInput {
  readonly app: string
  readonly from: string
  readonly to: string
  readonly override?: string | undefined
}

/** The one release that all clusters of a target have, none of them held. */
function handedOn(app: AppSource, from: Target): Outcome<Release> {
  const clusters = present(app, from)
  const [first] = clusters
  const release = first === undefined ? undefined : app.releases.get(first.name)
  const none = (...problem: Problem) => refused(`apps/${app.name}/releases`, ...problem)
  if (first === undefined || release === undefined) {
    const where = [...app.releases.keys()]
    const hint =
      where.length === 0
        ? `release it first: npm run release -- bump ${app.name} ${from.name} --image ...`
        : `it runs in ${listed(where)}`
    return none('no-release', `no release of ${app.name} in ${from.name}`, 'a release to promote', hint)
  }
  const held = clusters.flatMap((cluster) => heldIssue(app, cluster) ?? [])
  if (held.length > 0) return failed(...held)
  const releases = clusters.flatMap(({ name }) => ({ name, release: app.releases.get(name) }))
  if (releases.every((one) => one.release?.digest === release.digest)) return ok(releaseOf(release))
  const each = releases.map((one) => `${one.name} has ${one.release?.version}`)
  return none(
    'not-one-release',
    listed(each),
    `one release in all of ${from.name}`,
    `name a cluster: --from ${first.name}`,
  )
}

interface PassedBy {
  /** Their clusters have another release. */
  readonly other: readonly string[]
  /** The app has no release there. */
  readonly without: readonly string[]
}

/** Environments in between that do not have the release. */
function passedBy(
  app: AppSource,
  { environments, clusters }: Fleet,
  from: Target,
  to: Target,
  { digest }: Release,
): PassedBy {
  const between = environments.slice(environments.indexOf(from.environment) + 1, environments.indexOf(to.environment))
  const digestsIn = (environment: string): readonly string[] =>
    clusters.flatMap((one) => (one.environment === environment ? (app.releases.get(one.name)?.digest ?? []) : []))
  return {
    other: between.filter((environment) => digestsIn(environment).some((there) => there !== digest)),
    without: between.filter((environment) => digestsIn(environment).length === 0),
  }
}

/** `promote`: a target's release comes to the other target's first wave that lacks it. */
export function promote(
  { estate, now }: Pick<DecisionContext, 'estate' | 'now'>,
  input: PromoteInput,
): Outcome<Decision> {
  const read = combine({
    app: findApp(estate, input.app),
    from: findTarget(estate.fleet, input.from),
    to: findTarget(estate.fleet, input.to),
  })
  if (!read.ok) return read
  const { app, from, to } = read.value
  const alone = movesAlone(app, to.clusters, (of) => ['promote', of, '--from', from.name, '--to', to.name])
  if (!alone.ok) return alone
  const release = handedOn(app, from)
  if (!release.ok) return release
  const { other: environments, without } = passedBy(app, estate.fleet, from, to, release.value)
  const { override } = input
  if (environments.length > 0 && override === undefined) {
    return refused(
      `apps/${app.name}/releases`,
      'environment-skipped',
      `${releaseName(release.value)} from ${from.name} to ${to.name}, but ${listed(environments)} has another release`,
      `a release that ran in every environment before ${to.environment}`,
      `promote it to ${environments[0] ?? ''} first, or add --override "why it cannot wait"`,
    )
  }
  const decided = promoteRelease(app, [from, to], release.value, { estate, now, override })
  if (!decided.ok || !('step' in decided.value)) return decided
  const { step } = decided.value
  const note = ['not-between', { app: app.name, environments: without }] as const
  const noted = without.length === 0 ? step : { ...step, notes: [...step.notes, note] }
  return ok({
    step: override === undefined || environments.length === 0 ? noted : overridden(noted, environments, override),
  })
}

export function promoteRelease(
  app: AppSource,
  [from, to]: readonly [from: Target, to: Target],
  release: Release,
  { estate, ...given }: Omit<ChangeContext, 'fleet'> & { readonly estate: Estate },
): Outcome<Decision> {
  const context = { ...given, fleet: estate.fleet }
  const { digest, commit } = release
  const wave = nextWave(app, to, digest)
  if (wave.now.length === 0) return ok({ nothing: ['there-already', { target: to.name, release, app: app.name }] })
  const planned = changesTo(app, wave.now, release, context)
  if (!planned.ok) return planned
  const others = along(estate, app, planned.value.changes, (one) => present(one, from).length > 0, context)
  if (!others.ok) return others
  const [source] = present(app, from)
  return ok({
    step: {
      ...planned.value,
      ...others.value,
      verb: 'promote',
      app: app.name,
      target: to.name,
      facts: [
        ['promoted-from', from.name],
        ['digest', digest],
        ...(commit === undefined ? [] : [['source', commit] as const]),
        ...(source === undefined ? [] : [['as-in', releasePath(app.name, source.name)] as const]),
        ...others.value.facts,
        ...planned.value.facts,
      ],
      notes: [...planned.value.notes, ...waveNotes(app.name, wave, 'promote')],
    },
  })
}
