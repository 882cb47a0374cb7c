/** How the process of one image behaves: as its sources say, or with something wrong that the rehearsal adds from outside. */
export interface Behaviour {
  /** What is wrong, in words; for the report. */
  readonly what: string
  /** Added to the pod's environment. */
  readonly env: Readonly<Record<string, string>>
}

/** As the sources say. */
export const good: Behaviour = { what: 'nothing is wrong', env: {} }

const percent = (share: number) => `${Math.round(share * 100)} %`

/** Answers 500 to a share of its requests, 0 to 1; health is as it was (libs/service, FAULT_ERRORS). */
export const failing = (share: number): Behaviour => ({
  what: `${percent(share)} of its requests fail`,
  env: { FAULT_ERRORS: String(share) },
})

/** Answers later, by so many milliseconds (libs/service, FAULT_LATENCY). */
export const slow = (milliseconds: number): Behaviour => ({
  what: `it answers ${milliseconds} ms later`,
  env: { FAULT_LATENCY: String(milliseconds) },
})

/** Ends by itself with an error after some seconds, again and again. */
export const crashing = (seconds: number): Behaviour => ({
  what: `it ends ${seconds} s after its start`,
  env: { REHEARSAL_CRASH_AFTER: String(seconds) },
})

/** After some seconds it does nothing any more: no request, no probe. */
export const hanging = (seconds: number): Behaviour => ({
  what: `it hangs ${seconds} s after its start`,
  env: { REHEARSAL_HANG_AFTER: String(seconds) },
})

/** Takes more and more memory from some seconds after its start on, by so many MiB a second, until its limit ends it. */
export const growing = (seconds: number, mebibytes: number): Behaviour => ({
  what: `from ${seconds} s after its start on it takes ${mebibytes} MiB more each second`,
  env: { REHEARSAL_GROW_AFTER: String(seconds), REHEARSAL_GROW: String(mebibytes) },
})

/** Answers 200 to everything, with nothing that anybody asked for; its health is as it was. */
export const wrong: Behaviour = {
  what: 'it is ready and answers 200, but each answer is wrong',
  env: { REHEARSAL_WRONG: '1' },
}

/** Which images behave otherwise than their sources say, by digest. */
export interface Behaviours {
  set(digest: string, behaviour: Behaviour): void
  /** @param image `host/repository@sha256:...` */
  of(image: string): Behaviour
}

export function behaviours(): Behaviours {
  const table = new Map<string, Behaviour>()
  return {
    set: (digest, behaviour) => void table.set(digest, behaviour),
    of: (image) => table.get(image.slice(image.indexOf('@') + 1)) ?? good,
  }
}
