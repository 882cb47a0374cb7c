import { combine, failed, ok, parse, refused, type Outcome } from '@slipway/core'
import { releaseFile, type AppSource, type Estate } from '@slipway/spec'
import { parseImage } from '../images/image.ts'
import { along, imageAppAt } from './along.ts'
import { join } from './join.ts'
import { changesTo } from './release-change.ts'
import { releaseOf, type Release } from '../release-text.ts'
import type { Note } from '../remarks.ts'
import { overridden } from './overridden.ts'
import type { Decision, Step } from './step.ts'
import { findApp, findTarget, nextWave, present, repositoryOf, type Wave } from './target.ts'

export interface DecisionContext {
  readonly estate: Estate
  readonly now: Date
  readonly isBefore: (commit: string, than: string) => boolean
}

export interface BumpInput {
  readonly app: string
  readonly target: string
  /** May be left out of an app that runs the image of another. */
  readonly image?: string | undefined
  /** By default the first twelve digits of the commit, else of the digest. */
  readonly version?: string | undefined
  readonly commit?: string | undefined
  /** The address or number of the run that built it. */
  readonly run?: string | undefined
  readonly override?: string | undefined
}

export function waveNotes(app: string, { later, absent }: Wave, verb: string): readonly Note[] {
  const [waiting, without] = [later.map(({ name }) => name), absent.map(({ name }) => name)]
  return [
    ...(waiting.length === 0 ? [] : [['later-wave', { clusters: waiting, verb }] as const]),
    ...(without.length === 0 ? [] : [['not-there', { app, clusters: without }] as const]),
  ]
}

/** Checks the fields as those of a release file. */
function releaseIn({ version, commit, run }: BumpInput, digest: string): Outcome<Release> {
  const given = {
    digest,
    version: version ?? commit?.slice(0, 12) ?? digest.slice(7, 19),
    ...(commit === undefined ? {} : { commit }),
    ...(run !== undefined && /^https?:/.test(run) ? { run } : {}),
  }
  const release = parse(releaseFile, given, 'release bump')
  if (release.ok) return release
  const flag = (field: string): string => `--${field === 'commit' ? 'source' : field}`
  return failed(
    ...release.issues.map((one) => ({ ...one, file: flag(one.at), at: '', hint: `correct ${flag(one.at)}` })),
  )
}

/** `bump`: a new image comes to the target's first wave that lacks it. */
export function bump({ estate, now, isBefore }: DecisionContext, input: BumpInput): Outcome<Decision> {
  const read = combine({ app: findApp(estate, input.app), target: findTarget(estate.fleet, input.target) })
  if (!read.ok) return read
  const { app, target } = read.value
  const { name } = app
  const of = imageAppAt(app, target.clusters)
  if (of !== undefined) return join({ estate, now }, { ...input, app, of, target })
  if (input.image === undefined)
    return refused(
      '--image',
      'no-image',
      'nothing',
      'an image by digest, REPO@sha256:...',
      'take it from the build that pushed it',
    )
  // The digest is the same in each of the app's repositories; registries copy images between regions.
  const image = parseImage(
    input.image,
    estate.fleet.clusters.map((c) => repositoryOf(estate, app, c)),
  )
  const release = image.ok ? releaseIn(input, image.value.digest) : image
  if (!release.ok) return release
  const { digest, commit, run = input.run } = release.value
  const wave = nextWave(app, target, digest)
  if (wave.now.length === 0) {
    // By the name that it has there: the one given now would never be written.
    const [first] = present(app, target)
    const there = first === undefined ? undefined : app.releases.get(first.name)
    const named = there === undefined ? release.value : releaseOf(there)
    return ok({ nothing: ['there-already', { target: target.name, release: named, app: name }] })
  }
  // Builds may end out of order: a later commit's image is never replaced by an earlier one's.
  const newer = wave.now.filter((cluster) => {
    const there = app.releases.get(cluster.name)?.commit
    return commit !== undefined && there !== undefined && there !== commit && isBefore(commit, there)
  })
  if (newer.length > 0) return ok({ nothing: ['later-image', newer.map((cluster) => cluster.name)] })
  const context = { fleet: estate.fleet, now, override: input.override }
  const planned = changesTo(app, wave.now, release.value, context)
  if (!planned.ok) return planned
  const others = along(estate, app, planned.value.changes, () => true, context)
  if (!others.ok) return others
  const step: Step = {
    ...planned.value,
    ...others.value,
    verb: 'bump',
    app: name,
    target: target.name,
    facts: [
      ['digest', digest],
      ...(commit === undefined ? [] : [['source', commit] as const]),
      ...(run === undefined ? [] : [['run', run] as const]),
      ...others.value.facts,
      ...planned.value.facts,
    ],
    notes: [...planned.value.notes, ...waveNotes(name, wave, 'bump')],
  }
  const passed = passedBy(app, estate, target.environment, digest)
  const { override } = input
  return ok({ step: override === undefined || passed.length === 0 ? step : overridden(step, passed, override) })
}

/** Environments before this one in which the app is and the image is nowhere. */
function passedBy(app: AppSource, { fleet }: Estate, environment: string, digest: string): readonly string[] {
  const before = fleet.environments.slice(
    0,
    fleet.environments.findIndex((one) => one === environment),
  )
  return before.filter((name) => {
    const releases = fleet.clusters.flatMap((cluster) =>
      cluster.environment === name ? [app.releases.get(cluster.name)] : [],
    )
    const there = releases.filter((release) => release !== undefined)
    return there.length > 0 && there.every((release) => release.digest !== digest)
  })
}
