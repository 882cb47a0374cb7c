import { ok, refused, show, failed, type Outcome } from '@slipway/core'
import type { AppSource, Estate } from '@slipway/spec'
import { changesTo, rejectedIssue } from './release-change.ts'
import { releaseOf } from '../release-text.ts'
import type { Decision } from './step.ts'
import { findApp, present, type Target } from './target.ts'

interface JoinInput {
  readonly app: AppSource
  /** The app whose image it runs. */
  readonly of: string
  readonly target: Target
  readonly image?: string | undefined
  readonly override?: string | undefined
}

/**
 * `bump` of an app that runs the image of another: it comes to what the other has in each cluster. From then on the
 * other's releases bring it along.
 */
export function join(
  { estate, now }: { readonly estate: Estate; readonly now: Date },
  { app, of, target, image, override }: JoinInput,
): Outcome<Decision> {
  const owner = findApp(estate, of)
  if (!owner.ok) return owner
  const there = present(app, target)
  const reach = there.length > 0 && !target.isCluster ? there : target.clusters
  const releases = reach.flatMap((cluster) => {
    const release = owner.value.releases.get(cluster.name)
    return release === undefined
      ? []
      : [{ cluster, release, isNew: release.digest !== app.releases.get(cluster.name)?.digest }]
  })
  const [any] = releases
  if (any === undefined) {
    const got = `no release of ${of} in ${target.name}, whose image ${app.name} runs`
    return refused(`apps/${of}/releases`, 'no-release', got, `a target where ${of} runs`, `release ${of} there first`)
  }
  const wave = Math.min(...releases.flatMap(({ cluster, isNew }) => (isNew ? [cluster.wave] : [])))
  const first = releases.find(({ cluster, isNew }) => isNew && cluster.wave === wave)
  if (first === undefined)
    return ok({ nothing: ['there-already', { target: target.name, release: releaseOf(any.release), app: app.name }] })
  const { digest } = first.release
  if (image !== undefined && !image.endsWith(`@${digest}`)) {
    const want = `what ${of} has in ${first.cluster.name}: ${digest}`
    const hint = `leave it out, or bump ${of}, which brings ${app.name} along`
    return refused('--image', 'image-moves-with', show(image), want, hint)
  }
  const rejected = rejectedIssue(owner.value, digest)
  if (rejected !== undefined) return failed(rejected)
  const isNow = ({ cluster, release, isNew }: typeof first): boolean =>
    isNew && cluster.wave === wave && release.digest === digest
  const clusters = releases.filter(isNow).map(({ cluster }) => cluster)
  const later = releases.filter((one) => one.isNew && !isNow(one)).map(({ cluster }) => cluster.name)
  const planned = changesTo(app, clusters, first.release, { fleet: estate.fleet, now, override })
  if (!planned.ok) return planned
  return ok({
    step: {
      ...planned.value,
      verb: 'bump',
      app: app.name,
      target: target.name,
      facts: [['digest', digest], ['image-of', of], ...planned.value.facts],
      notes: [
        ...planned.value.notes,
        ...(later.length === 0 ? [] : [['later-wave', { clusters: later, verb: 'bump' }] as const]),
      ],
    },
  })
}
