import { setTimeout as sleep } from 'node:timers/promises'
import type { Kube, Live } from '../cluster/kube.ts'
import { applicationRef, kinds, refTo } from '../cluster/live.ts'
import { NeverSeen, PollTimeout, pending, poll, seen, type Look } from '../pace/poll.ts'
import type { Recorder } from '../recording/recorder.ts'
import type { AssertionCode } from '../recording/recording.ts'
import { cause, say, type Said } from '../recording/words.ts'
import { describeApp, statusOf } from './application.ts'
import { nameOf, type StagedApp } from './staged-app.ts'

/** How a scenario waits for what controllers report. */
export interface Waits {
  application(app: StagedApp): Promise<Live | undefined>
  rollout(app: StagedApp): Promise<Live | undefined>
  /** @throws PollTimeout with the state in Argo CD's and Rollouts' words */
  reach(
    app: StagedApp,
    state: { readonly sync?: string; readonly health?: string; readonly within?: number },
  ): Promise<void>
  /** Asserts that it is seen in time. @returns whether it was */
  assertSoon(
    says: string,
    look: () => Promise<Look<Said>> | Look<Said>,
    within?: number,
    code?: AssertionCode,
  ): Promise<boolean>
  /** Seconds. */
  pause(seconds: number): Promise<void>
  /** Waits until it is seen. @throws PollTimeout, NeverSeen */
  until<T>(what: string, look: () => Promise<Look<T>> | Look<T>, within?: number): Promise<T>
}

export function waitsOn(kube: Pick<Kube, 'get'>, { assert }: Pick<Recorder, 'assert'>, signal: AbortSignal): Waits {
  const until: Waits['until'] = (what, look, within = 60) => poll(look, { what, within, signal })
  const application = (app: StagedApp) => kube.get(applicationRef(app.application))
  const rollout = (app: StagedApp) => kube.get(refTo(kinds.rollout, app))
  return {
    application,
    rollout,
    until,
    reach: async (app, { sync, health, within = 60 }) => {
      const what = `${nameOf(app)} to be ${[sync, health].filter((part) => part !== undefined).join(' and ')}`
      const look = async () => {
        const found = await application(app)
        const is = statusOf(found)
        const there =
          is.sync !== undefined &&
          (sync === undefined || sync === is.sync.status) &&
          (health === undefined || health === is.health?.status)
        return there ? seen(undefined) : pending(describeApp(found, await rollout(app)))
      }
      await until(what, look, within)
    },
    assertSoon: async (says, look, within = 60, code) => {
      try {
        assert(says, true, await until(says, look, within), code)
        return true
      } catch (error) {
        if (!(error instanceof NeverSeen || error instanceof PollTimeout)) throw error
        const late = error instanceof PollTimeout
        const last = error.found.text === '' ? 'nothing' : error.found
        const got = late ? say`${cause('not-in-time', { seconds: within })}; last seen: ${last}` : last
        assert(says, false, got, code)
        return false
      }
    },
    // The signal's own reason, which says more than the timer's AbortError.
    pause: (seconds) =>
      sleep(seconds * 1000, undefined, { signal }).catch(() => {
        throw signal.reason as Error
      }),
  }
}
