import { rolloutStatus } from '../../cluster/live.ts'
import { never } from '../../pace/poll.ts'
import { say } from '../../recording/words.ts'
import type { StagedApp } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'
import { timesWords } from '../../traffic/answers.ts'
import type { Load } from '../../traffic/load.ts'
import { reached, release } from '../canary/canary.ts'

/** Releases a new version while requests come in, and waits until it runs everywhere or was aborted. @returns the commit's second, and whether it runs */
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
      const { abort = false, message = '' } = rolloutStatus(rollout)
      return abort
        ? never(say`${message}; ${timesWords(load.answers)}`)
        : reached(rollout, await test.application(app), digest)
    },
    150,
  )
  return { since, done }
}
