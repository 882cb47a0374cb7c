import { createHash } from 'node:crypto'
import type { Live } from '../../cluster/kube.ts'
import { isFinished } from '../../cluster/live.ts'
import { seenIf, type Look } from '../../pace/poll.ts'
import type { Sample } from '../../recording/recording.ts'
import { say, type Said } from '../../recording/words.ts'
import { describeApp, isSyncedAndHealthy } from '../../stage/application.ts'
import type { StagedApp } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'

/** For apps whose health the scenario looks at itself. */
export const synced = { sync: 'Synced', within: 90 } as const

/** Commits apps, lets Argo CD find them, waits until they run. */
export async function deployed(
  test: TestContext,
  apps: readonly StagedApp[],
  files = test.tree(test.estate.files(), apps),
  state: Parameters<TestContext['reach']>[1] = { sync: 'Synced', health: 'Healthy', within: 180 },
  subject = 'the tree as it is committed',
): Promise<void> {
  await test.commit(subject, files)
  await test.install(apps)
  for (const app of apps) await test.reach(app, state)
}

export function goodTraffic(test: TestContext, app: StagedApp): void {
  for (const service of [`${app.name}-stable`, `${app.name}-canary`, app.name]) {
    test.requests.set(app.team, service, { rate: 20, errors: 0, p95: 40 })
  }
}

/** Shares above none that a canary had after this second, each once, in order. */
export const sharesSince = (test: TestContext, app: StagedApp, second: number): readonly number[] =>
  [...new Set(samplesSince(test, app, second).map(({ canaryShare = 0 }) => canaryShare))].filter((share) => share > 0)

/** @returns says how many seconds have passed */
export const stopwatch = ({ recorder }: TestContext): (() => string) => {
  const began = recorder.at()
  return () => (recorder.at() - began).toFixed(1)
}

export const samplesSince = (test: TestContext, app: StagedApp, second: number): readonly Sample[] =>
  (test.track(app)?.samples ?? []).filter(({ at }) => at > second)

export const releaseFile = (test: TestContext, app: StagedApp) => `apps/${app.name}/releases/${test.cluster.name}.json`

export const digestOf = (test: TestContext, app: StagedApp): string =>
  (JSON.parse(test.estate.read(releaseFile(test, app))) as { digest: string }).digest

/** Writes another digest and version, as the bot does. @returns the digest */
export function bump(test: TestContext, app: StagedApp, what: string = 'next'): string {
  const file = releaseFile(test, app)
  const release = JSON.parse(test.estate.read(file)) as { digest: string; version?: string }
  const digest = `sha256:${createHash('sha256').update(`${release.digest} ${what}`).digest('hex')}`
  const next = { ...release, digest, version: `${release.version ?? '1.0.0'}-${what}` }
  test.estate.write(file, `${JSON.stringify(next, null, 2)}\n`)
  return digest
}

export async function release(
  test: TestContext,
  app: StagedApp,
  what = 'next',
): Promise<{ readonly digest: string; readonly since: number }> {
  const digest = bump(test, app, what)
  const version = what === 'next' ? 'a new version' : what
  const files = test.tree(await test.estate.render(), [app])
  await test.commit(`release: ${app.name} to ${version} in ${test.cluster.name}`, files)
  return { digest, since: test.recorder.commits.at(-1)?.at ?? 0 }
}

export const imagesOf = (workload: Live | undefined): readonly string[] =>
  (workload?.spec?.template?.spec?.containers ?? []).map(({ image }) => image)

export const runs = (workload: Live | undefined, digest: string): boolean =>
  imagesOf(workload).some((image) => image.endsWith(digest))

export function reached(rollout: Live | undefined, application: Live | undefined, digest: string): Look<Said> {
  const here = runs(rollout, digest)
  const current = String(rollout?.metadata.generation) === rollout?.status?.observedGeneration
  return seenIf(
    here && current && isFinished(rollout) && isSyncedAndHealthy(application),
    say`${here ? '' : 'not the new image; '}${describeApp(application, rollout)}`,
  )
}

export const finishes = (test: TestContext, app: StagedApp, digest: string) => async (): Promise<Look<Said>> =>
  reached(await test.rollout(app), await test.application(app), digest)

/** @returns whether the app came to run the image everywhere */
export const runsEverywhere = (
  test: TestContext,
  app: StagedApp,
  digest: string,
  within = 90,
  look = finishes(test, app, digest),
): Promise<boolean> =>
  test.assertSoon(`${app.name} runs the new image everywhere and is Synced and Healthy`, look, within)
