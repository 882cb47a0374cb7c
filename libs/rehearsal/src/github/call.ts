import type { HubState } from './hub-state.ts'

/** One call of a program that stands in for another. */
export interface Call {
  readonly words: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly hub: HubState
  out(text: string): void
  err(text: string): void
  /** Its standard input. */
  input(): string
  /** Runs another program. @throws with its last words */
  run(program: string, args: readonly string[], cwd?: string): string
  /** Replaces this call by another program. @returns its exit code */
  become(program: string, args: readonly string[]): number
}

export type StandInCommand = (call: Call) => number

/** @returns the value of `--name VALUE`, the last of several */
export const option = (words: readonly string[], name: string): string | undefined => {
  const at = words.lastIndexOf(`--${name}`)
  return at === -1 ? undefined : words[at + 1]
}

export const input = ({ env }: Pick<Call, 'env'>, name: string): string =>
  env[`IN_${name.toUpperCase().replaceAll('-', '_')}`] ?? ''

/** Ends a call with an exit code and words; `runCommand` catches it. */
export class Refused extends Error {
  readonly code: number
  constructor(text: string, code = 1) {
    super(text)
    this.code = code
  }
}
