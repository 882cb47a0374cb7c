import { failed, ok, parse, type Outcome } from '@slipway/core'
import { releaseFile, type Estate } from '@slipway/spec'
import { parseImage } from './image.ts'
import { moveTo, named, type Release } from './move.ts'
import type { Decision } from './step.ts'
import { findApp, findTarget, listed, nextWave, repositoryOf, type Wave, one } from './target.ts'

/** What a decision needs beside the estate. */
export interface Scene {
  readonly estate: Estate
  /** The clock, which comes in at the edge. */
  readonly now: Date
  /** Whether one commit comes before another in git; false when that is not known. */
  readonly isBefore: (commit: string, than: string) => boolean
}

export interface BumpInput {
  readonly app: string
  readonly target: string
  readonly image: string
  /** By default the commit's or else the digest's first twelve digits. */
  readonly version?: string | undefined
  readonly commit?: string | undefined
  /** The address of the run that built it, or its number. */
  readonly run?: string | undefined
  readonly override?: string | undefined
}

/** What waits, and where the app is not. */
export function waveNotes(app: string, { later, absent }: Wave, verb: string): readonly string[] {
  const waits =
    later.length === 0
      ? []
      : [
          `${listed(later.map((c) => c.name))} ${one(later, 'is', 'are')} a later wave: \`next\` opens it, or ${verb} again`,
        ]
  const none =
    absent.length === 0
      ? []
      : [`${app} has no release in ${listed(absent.map((c) => c.name))}; name the cluster to begin there`]
  return [...waits, ...none]
}

/** Which release a bump brings, its fields checked as those of a release file. */
function releaseIn(input: BumpInput, digest: string): Outcome<Release> {
  const { commit, run } = input
  const version = input.version ?? commit?.slice(0, 12) ?? digest.slice(7, 19)
  const address = run === undefined || /^https?:/.test(run) ? run : undefined
  const release = parse(
    releaseFile,
    {
      digest,
      version,
      ...(commit === undefined ? {} : { commit }),
      ...(address === undefined ? {} : { run: address }),
    },
    'release bump',
  )
  if (release.ok) return release
  const flag = (field: string): string => `--${field === 'commit' ? 'source' : field}`
  return failed(
    ...release.issues.map((one) => ({ ...one, file: flag(one.at), at: '', hint: `correct ${flag(one.at)}` })),
  )
}

/** `bump`: an image that was just built comes to a target, to its first wave that does not have it. */
export function bump({ estate, now, isBefore }: Scene, input: BumpInput): Outcome<Decision> {
  const app = findApp(estate, input.app)
  const target = findTarget(estate.fleet, input.target)
  if (!app.ok || !target.ok) return failed(...(app.ok ? [] : app.issues), ...(target.ok ? [] : target.issues))
  // A digest is the same image in each of the app's repositories; a registry copies it to those of other regions.
  const image = parseImage(
    input.image,
    estate.fleet.clusters.map((c) => repositoryOf(app.value, c)),
  )
  const release = image.ok ? releaseIn(input, image.value.digest) : image
  if (!release.ok) return release
  const wave = nextWave(app.value, target.value, release.value.digest)
  if (wave.now.length === 0)
    return ok({ nothing: `${target.value.name} has ${named(release.value)} of ${app.value.name} already` })
  // Builds may end in another order than they began: a later commit's image is never replaced by an earlier one's.
  const { commit } = release.value
  const newer = wave.now.filter((c) => {
    const there = app.value.releases.get(c.name)
    return (
      commit !== undefined && there?.commit !== undefined && there.commit !== commit && isBefore(commit, there.commit)
    )
  })
  if (newer.length > 0) {
    return ok({
      nothing: `${listed(newer.map((c) => c.name))} ${one(newer, 'has', 'have')} an image of a later commit; to go back, roll back`,
    })
  }
  const moved = moveTo(app.value, wave.now, release.value, estate.fleet, now, input.override)
  if (!moved.ok) return moved
  const { version, digest, run } = release.value
  return ok({
    step: {
      ...moved.value,
      verb: 'bump',
      app: app.value.name,
      target: target.value.name,
      title: `release(${app.value.name}): ${version} to ${listed(wave.now.map((c) => c.name))}`,
      facts: [
        `Digest: ${digest}`,
        ...(commit === undefined ? [] : [`Source: ${commit}`]),
        ...(run !== undefined ? [`Run: ${run}`] : input.run !== undefined ? [`Run: ${input.run}`] : []),
        ...moved.value.facts,
      ],
      notes: [...moved.value.notes, ...waveNotes(app.value.name, wave, 'bump')],
    },
  })
}
