import { estateAt } from './estate-at.ts'
import { home } from './home.ts'
import type { Output } from './output.ts'

export type Offer = 'folder' | 'file' | ((root: string) => readonly string[] | Promise<readonly string[]>)

export interface Valued {
  readonly value: string
  readonly help: string
  readonly default?: string
  /** May be repeated. */
  readonly many?: true
  readonly required?: true
  readonly oneOf?: readonly string[]
  /** `folder` and `file` are resolved from where the person stands. */
  readonly offer?: Offer
}

export type Option = string | Valued
export type Options = Readonly<Record<string, Option>>

type Text<O> = O extends { readonly oneOf: readonly (infer W)[] } ? W : string
type Value<O extends Option> = O extends string
  ? boolean
  : O extends { readonly many: true }
    ? readonly Text<O>[]
    : O extends { readonly default: string } | { readonly required: true }
      ? Text<O>
      : Text<O> | undefined
export type Values<O extends Options> = { readonly [Name in keyof O]: Value<O[Name]> }

/** `NAME`, `[NAME]` when optional, `FILE...` for one or more. */
export type Word = string | { readonly name: string; readonly offer: Offer }
export const wordName = (word: Word): string => (typeof word === 'string' ? word : word.name)

export interface Command<O extends Options = Options> {
  readonly name: string
  readonly summary: string
  /** More, for its own help. */
  readonly about?: string
  readonly words?: readonly Word[]
  readonly options: O
  readonly examples?: readonly string[]
  /** The meaning of exit codes 0 and 1. */
  readonly exits: readonly [string, string]
  /** By name; without `run` one has to be named. */
  readonly commands?: Readonly<Record<string, Command>>
  /** Rewrites words before they are read. */
  readonly spell?: (argv: readonly string[]) => readonly string[]
  /** @returns the exit code @throws UsageError before it has any effect */
  run?(values: Values<O>, words: readonly string[], output: Output): Promise<number> | number
}

/** A usage error that only the verb detects: exit 2, with its help. */
export class UsageError extends Error {}

/** Keeps the options' literal types, which type what `run` is given. */
export const defineCommand = <const O extends Options>(command: Command<O>): Command<O> => command

export const root = {
  value: 'DIR',
  default: estateAt(process.cwd(), home),
  offer: 'folder',
  help: 'another estate (default: the repository that you stand in, or that this command is in)',
} as const satisfies Valued
