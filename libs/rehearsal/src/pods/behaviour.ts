export interface Behaviour {
  readonly what: string
  readonly env: Readonly<Record<string, string>>
}

export const good: Behaviour = { what: 'nothing is wrong', env: {} }

const percent = (share: number) => `${Math.round(share * 100)} %`

/** Answers 500 to a share of requests; its health stays good (libs/service, FAULT_ERRORS). */
export const failing = (share: number): Behaviour => ({
  what: `${percent(share)} of its requests fail`,
  env: { FAULT_ERRORS: String(share) },
})

/** libs/service, FAULT_LATENCY. */
export const slow = (milliseconds: number): Behaviour => ({
  what: `it answers ${milliseconds} ms later`,
  env: { FAULT_LATENCY: String(milliseconds) },
})

export const crashing = (seconds: number): Behaviour => ({
  what: `it ends ${seconds} s after its start`,
  env: { REHEARSAL_CRASH_AFTER: String(seconds) },
})

/** Answers neither requests nor probes. */
export const hanging = (seconds: number): Behaviour => ({
  what: `it hangs ${seconds} s after its start`,
  env: { REHEARSAL_HANG_AFTER: String(seconds) },
})

/** Until its memory limit ends it. */
export const growing = (seconds: number, mebibytes: number): Behaviour => ({
  what: `from ${seconds} s after its start on it takes ${mebibytes} MiB more each second`,
  env: { REHEARSAL_GROW_AFTER: String(seconds), REHEARSAL_GROW: String(mebibytes) },
})

/** Its health stays good. */
export const wrong: Behaviour = {
  what: 'it is ready and answers 200, but each answer is wrong',
  env: { REHEARSAL_WRONG: '1' },
}

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
