import { compareBy, failed, ok, refused, show, type Issue, type Outcome } from '@slipway/core'
import type { Cluster } from '@slipway/fleet'
import { imageApp, type AppSource, type Estate } from '@slipway/spec'
import { shell } from '../shell.ts'
import { changesTo, type ChangeContext } from './release-change.ts'
import type { Along, ReleaseChange, Step } from './step.ts'

/** The app whose image another runs in a cluster, by the spec of today. */
export const imageAppIn = (app: AppSource, { environment }: Pick<Cluster, 'environment'>): string | undefined =>
  imageApp(app.specs.get(environment))

/** The first app whose image an app runs in some clusters; `undefined` where it has its own in all of them. */
export const imageAppAt = (app: AppSource, clusters: readonly Cluster[]): string | undefined =>
  clusters.map((cluster) => imageAppIn(app, cluster)).find((name) => name !== undefined)

/** Apps that run an app's image in a cluster. */
export const sharersOf = (app: AppSource, { apps }: Pick<Estate, 'apps'>, cluster: Cluster): readonly AppSource[] =>
  apps.filter((one) => imageAppIn(one, cluster) === app.name)

/** Refuses a verb for an app that moves with another: each image has one app that decides. */
export function movesAlone(
  app: AppSource,
  clusters: readonly Cluster[],
  again: (of: string) => readonly string[],
): Outcome<undefined> {
  const of = imageAppAt(app, clusters)
  if (of === undefined) return ok(undefined)
  const hint = `type: ${shell(['npm', 'run', 'release', '--', ...again(of)])}`
  return refused(
    app.file,
    'image-moves-with',
    `${show(app.name)}, which runs the image of ${of}`,
    `the app that the image belongs to: all of its apps move with ${of}`,
    hint,
  )
}

/**
 * What a release does to the other apps of its image: in each of its clusters they get it, too.
 * @param comes whether an app begins where the image's own app begins
 */
export function along(
  estate: Estate,
  app: AppSource,
  changes: readonly ReleaseChange[],
  comes: (app: AppSource) => boolean,
  context: ChangeContext,
): Outcome<Pick<Step, 'along' | 'facts'>> {
  const clusters = new Map<AppSource, Cluster[]>()
  for (const { cluster, from, to } of changes)
    for (const one of sharersOf(app, estate, cluster)) {
      const there = one.releases.get(cluster.name)
      if (there === undefined ? from !== undefined || !comes(one) : there.digest === to.digest) continue
      clusters.set(one, [...(clusters.get(one) ?? []), cluster])
    }
  const [change] = changes
  if (clusters.size === 0 || change === undefined) return ok({ facts: [] })
  const issues: Issue[] = []
  const all = [...clusters].sort(compareBy(([one]) => one.name)).flatMap(([one, its]): Along[] => {
    const planned = changesTo(one, its, change.to, context)
    if (!planned.ok) issues.push(...planned.issues)
    return planned.ok ? [{ ...planned.value, app: one }] : []
  })
  if (issues.length > 0) return failed(...issues)
  return ok({ along: all, facts: [['along', all.map((one) => one.app.name)]] })
}
