import type { Runtime } from '../cluster/runtime.ts'

/** The early end of a play: by its time, a person, or a sabotage that was noticed. */
export interface Ending {
  readonly signal: AbortSignal
  /** Rejects with the signal's reason. */
  readonly early: Promise<never>
  isNoticed(): boolean
  notice(): void
  /** From now on a timeout leaves processes alone: the report still reads from them. */
  up(): void
  /** The sentence on a set-up that was cut short. */
  beforeStart(): string
  /** The sentence on an error of the run. */
  whileRunning(error: Error): string
}

export function endingOf(
  processes: Pick<Runtime, 'stopAll'>,
  within: number,
  stop: AbortSignal = new AbortController().signal,
): Ending {
  const timeout = AbortSignal.timeout(within * 1000)
  const noticed = new AbortController()
  const signal = AbortSignal.any([timeout, stop, noticed.signal])
  let isUp = false
  // During set-up waiters must fail at once.
  const giveUp = () => (isUp && !stop.aborted ? undefined : processes.stopAll())
  for (const each of [timeout, stop]) each.addEventListener('abort', () => void giveUp())
  const early = new Promise<never>((_resolve, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error)),
  )
  early.catch(() => undefined)
  const gaveUp = `it was given up after ${within} s`
  return {
    signal,
    early,
    isNoticed: () => noticed.signal.aborted,
    notice: () => noticed.abort(new Error('what is broken was noticed')),
    up: () => void (isUp = true),
    beforeStart: () => (stop.aborted ? 'it was stopped' : `${gaveUp}, before everything had started`),
    whileRunning: (error) => (timeout.aborted ? gaveUp : error.message),
  }
}
