import type { Call, StandInCommand } from '../src/github/call.ts'
import type { HubState } from '../src/github/hub-state.ts'

export interface Called {
  readonly code: number
  readonly out: string
  /** Programs that it ran, each with its words. */
  readonly ran: readonly string[]
}

/** Calls a stand-in, with other programs that answer by `answers`. */
export function called(
  command: StandInCommand,
  given: Partial<Omit<Call, 'run' | 'input'>> & { readonly hub: HubState; readonly piped?: string },
  answers: (words: string) => string = () => '',
): Called {
  const ran: string[] = []
  let out = ''
  const code = command({
    words: [],
    env: {},
    cwd: given.hub.folder,
    out: (text) => (out += text),
    err: () => undefined,
    input: () => given.piped ?? '',
    run: (program, args) => {
      const words = [program, ...args].join(' ')
      ran.push(words)
      return answers(words)
    },
    become: (program, args) => {
      ran.push([program, ...args].join(' '))
      return 0
    },
    ...given,
  })
  return { code, out, ran }
}
