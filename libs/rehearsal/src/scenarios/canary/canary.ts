import { createHash } from 'node:crypto'
import type { Live } from '../../cluster/kube.ts'
import { isFinished, rolloutStatus } from '../../cluster/live.ts'
import { seenIf, type Look } from '../../pace/poll.ts'
import type { Sample } from '../../recording/recording.ts'
import { say, type Said } from '../../recording/words.ts'
import { describeApp, isSyncedAndHealthy } from '../../stage/application.ts'
import type { StagedApp } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'

/** Commits apps as they are in the tree, lets Argo CD find them, and waits until they run. */
export async function deployed(
  test: TestContext,
  apps: readonly StagedApp[],
  files = test.tree(test.estate.files(), apps),
): Promise<void> {
  await test.commit('the tree as it is committed', files)
  await test.install(apps)
  for (const app of apps) await test.reach(app, { sync: 'Synced', health: 'Healthy', within: 180 })
}

/** Requests as they should be: to the stable version, and to a canary as soon as there is one. */
export function goodTraffic(test: TestContext, app: StagedApp): void {
  for (const service of [`${app.name}-stable`, `${app.name}-canary`, app.name]) {
    test.requests.set(app.team, service, { rate: 20, errors: 0, p95: 40 })
  }
}

/** What was recorded of an app after this second. */
export const samplesSince = (test: TestContext, app: StagedApp, second: number): readonly Sample[] =>
  (test.track(app)?.samples ?? []).filter(({ at }) => at > second)

/** Where the bot writes which image an app has in this cluster. */
export const releaseFile = (test: TestContext, app: StagedApp) => `apps/${app.name}/releases/${test.cluster.name}.json`

/** The image that the app's release file has. */
export const digestOf = (test: TestContext, app: StagedApp): string =>
  (JSON.parse(test.estate.read(releaseFile(test, app))) as { digest: string }).digest

/** Writes another digest and version into the app's release file, as the bot does. @returns the digest */
export function bump(test: TestContext, app: StagedApp, what: string = 'next'): string {
  const file = releaseFile(test, app)
  const release = JSON.parse(test.estate.read(file)) as { digest: string; version?: string }
  const digest = `sha256:${createHash('sha256').update(`${release.digest} ${what}`).digest('hex')}`
  test.estate.write(
    file,
    `${JSON.stringify({ ...release, digest, version: `${release.version ?? '1.0.0'}-${what}` }, null, 2)}\n`,
  )
  return digest
}

/** Releases a new version of one app. @returns its digest, and the second of the commit */
export async function release(
  test: TestContext,
  app: StagedApp,
): Promise<{ readonly digest: string; readonly since: number }> {
  const digest = bump(test, app)
  await test.commit(
    `release: ${app.name} to a new version in ${test.cluster.name}`,
    test.tree(await test.estate.render(), [app]),
  )
  return { digest, since: test.recorder.commits.at(-1)?.at ?? 0 }
}

interface Template {
  readonly template?: { readonly spec?: { readonly containers?: readonly { readonly image: string }[] } }
}

/** The images that a workload's pods are to run. */
export const imagesOf = (workload: Live | undefined): readonly string[] =>
  ((workload?.spec as Template | undefined)?.template?.spec?.containers ?? []).map(({ image }) => image)

/** Whether a Rollout has finished with an image, and Argo CD with both. */
export function reached(rollout: Live | undefined, application: Live | undefined, digest: string): Look<Said> {
  const here = imagesOf(rollout).some((image) => image.endsWith(digest))
  const current = String(rollout?.metadata.generation) === rolloutStatus(rollout).observedGeneration
  return seenIf(
    here && current && isFinished(rollout) && isSyncedAndHealthy(application),
    say`${here ? '' : 'not the new image; '}${describeApp(application, rollout)}`,
  )
}
