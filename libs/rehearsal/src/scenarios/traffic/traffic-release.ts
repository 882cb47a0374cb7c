import {
  finishes,
  never,
  release,
  runsEverywhere,
  say,
  timesWords,
  type Load,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'

export async function released(
  test: TestContext,
  app: StagedApp,
  load: Load,
): Promise<{ readonly since: number; readonly done: boolean }> {
  const { digest, since } = await release(test, app)
  const look = async () => {
    const { abort = false, message = '' } = (await test.rollout(app))?.status ?? {}
    return abort ? never(say`${message}; ${timesWords(load.answers)}`) : finishes(test, app, digest)()
  }
  return { since, done: await runsEverywhere(test, app, digest, 150, look) }
}
