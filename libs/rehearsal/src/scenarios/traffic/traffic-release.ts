import { never, reached, release, say, timesWords, type Load, type StagedApp, type TestContext } from '../shared/kit.ts'

/** @returns the commit's second, and whether the version runs */
export async function released(
  test: TestContext,
  app: StagedApp,
  load: Load,
): Promise<{ readonly since: number; readonly done: boolean }> {
  const { digest, since } = await release(test, app)
  const done = await test.assertSoon(
    `${app.name} runs the new image everywhere and is Synced and Healthy`,
    async () => {
      const rollout = await test.rollout(app)
      const { abort = false, message = '' } = rollout?.status ?? {}
      return abort
        ? never(say`${message}; ${timesWords(load.answers)}`)
        : reached(rollout, await test.application(app), digest)
    },
    150,
  )
  return { since, done }
}
