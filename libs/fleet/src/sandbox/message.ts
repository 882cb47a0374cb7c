export interface CodeFile {
  /** The estate's root, absolute. */
  readonly root: string
  /** Relative to the root. */
  readonly file: string
  /** Packages that it may import beside those for constructs; by default none. */
  readonly imports?: readonly string[] | undefined
}

/** Runs a file of an estate, and hands its default export to a module of ours. */
export interface CodeRequest extends CodeFile {
  /** The folder that the code may read, relative to the root. */
  readonly folder: string
  /** The URL of a module of ours; its default export gets what the file exports, and the input. */
  readonly via: string
  readonly input: unknown
  /** Whether no other folder's code may have run in the same child. */
  readonly isAlone: boolean
  /** After which it is ended. */
  readonly seconds: number
}

/** Why the child had to be ended, or ended by itself. */
export type CodeEnd = 'time' | 'memory' | 'size' | 'exit'

export type CodeAnswer =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'thrown'; readonly message: string }
  | { readonly kind: 'ended'; readonly why: CodeEnd }

/** Lines of JSON between the child and us: it asks for files of its folder until it is done. */
export type ChildLine =
  | { readonly read: string }
  | { readonly list: string }
  | { readonly ready: true }
  | Exclude<CodeAnswer, { kind: 'ended' }>
export type FileLine =
  | { readonly base64: string }
  | { readonly names: readonly string[] }
  | { readonly problem: string }

/** Limits of one file of code, in seconds and bytes. */
export const limits = { seconds: 10, memory: 1024 ** 3, answer: 32 * 1024 ** 2, file: 4 * 1024 ** 2 } as const
