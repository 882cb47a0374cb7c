import { timesWords } from '../../traffic/answers.ts'
import type { Load } from '../../traffic/load.ts'
import type { Stage, StagedApp } from '../../stage/stage.ts'
import { reached, release } from '../canary/canary.ts'

/** Releases a new version while requests come in, and waits until it runs everywhere or was aborted. @returns the commit's second, and whether it runs */
export async function released(
  stage: Stage,
  app: StagedApp,
  load: Load,
): Promise<{ readonly since: number; readonly done: boolean }> {
  const { digest, since } = await release(stage, app)
  const done = await stage.claimSoon(
    `${app.name} runs the new image everywhere and is Synced and Healthy`,
    async () => {
      const rollout = await stage.rollout(app)
      const { abort = false, message = '' } = (rollout?.status ?? {}) as { abort?: boolean; message?: string }
      return abort
        ? `never: ${message}; ${timesWords(load.answers)}`
        : reached(rollout, await stage.application(app), digest)
    },
    150,
  )
  return { since, done }
}
