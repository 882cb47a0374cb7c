import { createHash } from 'node:crypto'
import { inWords, statusOf } from '../../stage/application.ts'
import type { Live } from '../../cluster/kube.ts'
import type { Sample } from '../../recording/recording.ts'
import type { Stage, StagedApp } from '../../stage/stage.ts'

/** Commits apps as they are in the tree, lets Argo CD find them, and waits until they run. */
export async function deployed(
  stage: Stage,
  apps: readonly StagedApp[],
  files = stage.tree(stage.estate.files(), apps),
): Promise<void> {
  await stage.commit('the tree as it is committed', files)
  await stage.install(apps)
  for (const app of apps) await stage.reach(app, { sync: 'Synced', health: 'Healthy', within: 180 })
}

/** Requests as they should be: to the stable version, and to a canary as soon as there is one. */
export function goodTraffic(stage: Stage, app: StagedApp): void {
  for (const service of [`${app.name}-stable`, `${app.name}-canary`, app.name]) {
    stage.requests.set(app.team, service, { rate: 20, errors: 0, p95: 40 })
  }
}

/** What was recorded of an app after this second. */
export const samplesSince = (stage: Stage, app: StagedApp, second: number): readonly Sample[] =>
  (stage.track(app)?.samples ?? []).filter(({ at }) => at > second)

/** Where the bot writes which image an app has in this cluster. */
export const releaseFile = (stage: Stage, app: StagedApp) => `apps/${app.name}/releases/${stage.cluster.name}.json`

/** The image that the app's release file has. */
export const digestOf = (stage: Stage, app: StagedApp): string =>
  (JSON.parse(stage.estate.read(releaseFile(stage, app))) as { digest: string }).digest

/** Writes another digest and version into the app's release file, as the bot does. @returns the digest */
export function bump(stage: Stage, app: StagedApp, what: string = 'next'): string {
  const file = releaseFile(stage, app)
  const release = JSON.parse(stage.estate.read(file)) as { digest: string; version?: string }
  const digest = `sha256:${createHash('sha256').update(`${release.digest} ${what}`).digest('hex')}`
  stage.estate.write(
    file,
    `${JSON.stringify({ ...release, digest, version: `${release.version ?? '1.0.0'}-${what}` }, null, 2)}\n`,
  )
  return digest
}

/** Releases a new version of one app. @returns its digest, and the second of the commit */
export async function release(
  stage: Stage,
  app: StagedApp,
): Promise<{ readonly digest: string; readonly since: number }> {
  const digest = bump(stage, app)
  await stage.commit(
    `release: ${app.name} to a new version in ${stage.cluster.name}`,
    stage.tree(await stage.estate.render(), [app]),
  )
  return { digest, since: stage.recorder.commits.at(-1)?.at ?? 0 }
}

interface Template {
  readonly template?: { readonly spec?: { readonly containers?: readonly { readonly image: string }[] } }
}

/** The images that a workload's pods are to run. */
export const imagesOf = (workload: Live | undefined): readonly string[] =>
  ((workload?.spec as Template | undefined)?.template?.spec?.containers ?? []).map(({ image }) => image)

/** Whether a Rollout has finished with an image; what there is instead otherwise, in the form that `claimSoon` reads. */
export function reached(rollout: Live | undefined, application: Live | undefined, digest: string): string {
  const status = rollout?.status as
    | { phase?: string; stableRS?: string; currentPodHash?: string; observedGeneration?: string }
    | undefined
  const { sync, health } = statusOf(application)
  const here = imagesOf(rollout).some((image) => image.endsWith(digest))
  const finished =
    status?.phase === 'Healthy' &&
    status.stableRS === status.currentPodHash &&
    String(rollout?.metadata.generation) === status.observedGeneration
  const words = inWords(application, rollout)
  if (here && finished && sync?.status === 'Synced' && health?.status === 'Healthy') return words
  return `not yet: ${here ? '' : 'not the new image; '}${words}`
}
