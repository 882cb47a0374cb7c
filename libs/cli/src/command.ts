import { home } from './home.ts'
import type { Output } from './output.ts'

/** Where the values of an option or a word come from, for a shell that completes them. */
export type Offer = 'folder' | 'file' | ((root: string) => readonly string[] | Promise<readonly string[]>)

/** An option that takes a value. */
export interface Valued {
  /** What the value is called in the help: `NAME`. */
  readonly value: string
  readonly help: string
  readonly default?: string
  /** It may be given more than once. */
  readonly many?: true
  readonly required?: true
  /** The only values that are taken. */
  readonly oneOf?: readonly string[]
  /** A `folder` or a `file` is resolved from where the person stands. */
  readonly offer?: Offer
}

/** A switch, by its help; or an option with a value. */
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

/** What stands beside the options, in order: `NAME`, `[NAME]` where it may be left out, `FILE...` for one or more. */
export type Word = string | { readonly name: string; readonly offer: Offer }
export const wordName = (word: Word): string => (typeof word === 'string' ? word : word.name)

/** A verb as data: its help, its parser and its completion are made from it. */
export interface Command<O extends Options = Options> {
  readonly name: string
  /** One line for the list of all verbs. */
  readonly summary: string
  /** More of it, for its own help. @default summary */
  readonly about?: string
  readonly words?: readonly Word[]
  readonly options: O
  /** Words after the verb's name. */
  readonly examples?: readonly string[]
  /** What exit 0 and exit 1 mean. */
  readonly exits: readonly [string, string]
  /** Verbs of its own, by name; without `run` one of them has to be named. */
  readonly commands?: Readonly<Record<string, Command>>
  /** Words that mean something else here are written as what they mean, before they are read. */
  readonly spell?: (argv: readonly string[]) => readonly string[]
  /** @returns the exit code @throws UsageError for values that do not go together, before it does anything */
  run?(values: Values<O>, words: readonly string[], output: Output): Promise<number> | number
}

/** Wrong usage that only a verb itself can see: told with its help, exit 2. */
export class UsageError extends Error {}

/** A verb; its options' literal types are kept, so that what it is given is typed by them. */
export const defineCommand = <const O extends Options>(command: Command<O>): Command<O> => command

/** `--root`, as every verb has it that reads an estate. */
export const root = {
  value: 'DIR',
  default: home,
  offer: 'folder',
  help: 'another estate (default: the repository that this command is in)',
} as const satisfies Valued
