/** A text in which `{team}` stands for the team, or another plain value. */
export type Literal = string | number | boolean | readonly Literal[] | { readonly [field: string]: Literal | undefined }

/** Values as they are, or those that a list of the team's has. */
export type Values = readonly Literal[] | { readonly list: string }

/** A test of a value, as data: `satisfies` evaluates it in TypeScript, `celOf` writes it into an admission policy. */
export type Test =
  | { readonly is: 'nothing' }
  | { readonly is: 'one'; readonly of: Values }
  | { readonly is: 'starting' | 'ending'; readonly with: Values }
  | { readonly is: 'matching'; readonly pattern: string }
  /** A list or map with a member. */
  | { readonly is: 'filled' }
  /** A list or map with no more members. */
  | { readonly is: 'few'; readonly most: number }
  /** A text with no more characters. */
  | { readonly is: 'short'; readonly most: number }
  /** A whole number between two, both included. */
  | { readonly is: 'within'; readonly least: number; readonly most: number }
  /** A quantity such as "250m" that is no more than one of these. */
  | { readonly is: 'upTo'; readonly of: Values }
  /** An object in which one quantity is no more than another, or one of the two is not there. */
  | { readonly is: 'covered'; readonly path: readonly string[]; readonly by: readonly string[] }
  /** A list that has all of these. */
  | { readonly is: 'holding'; readonly all: Values }
  /**
   * Each key is one of `of`, or begins with one that ends in "/". `plain` also allows keys without "/" that do not
   * begin with one of `never`; `opened` also those that the list has behind `under`.
   */
  | {
      readonly is: 'keys'
      readonly of: Values
      readonly plain?: true
      readonly never?: readonly string[]
      readonly opened?: { readonly list: string; readonly under: string }
    }
  /** An object in which these fields are, each passing its test. */
  | { readonly is: 'with'; readonly fields: Readonly<Record<string, Test>> }
  | { readonly is: 'without'; readonly field: string }
  /** `each` of a list; `values` and `names`, its keys, of a map. */
  | { readonly is: 'each' | 'values' | 'names' | 'first' | 'not'; readonly test: Test }
  | { readonly is: 'any' | 'all'; readonly tests: readonly Test[] }

/**
 * The same text as one of these other fields, below where the path of the constraint starts; wrong where none of them
 * is there.
 */
export type Same = { readonly is: 'same'; readonly as: readonly (readonly string[])[] }

export interface Constraint {
  readonly kinds: readonly string[]
  /** The start of the path: the object, or its pod template (whose pod is at `spec`). */
  readonly of: 'object' | 'template'
  /** `*` stands for each member of a list. */
  readonly path: readonly string[]
  readonly test: Test | Same
  /** Whether it is wrong, too, when the last field of the path is not there. */
  readonly required?: true
  /** In a cluster: allows values that the old object has, since controllers add to it. */
  readonly kept?: true
  /** The cluster cannot judge it: the mesh adds such fields before the cluster's policies run. */
  readonly inTreeOnly?: true
  /** The rule of the checks that reports it already. */
  readonly told?: string
  readonly want: string
  readonly hint: string
}

export const nothing: Test = { is: 'nothing' }
export const filled: Test = { is: 'filled' }
export const one = (...of: readonly Literal[]): Test => ({ is: 'one', of })
export const oneOfList = (list: string): Test => ({ is: 'one', of: { list } })
export const matching = (pattern: string): Test => ({ is: 'matching', pattern })
export const having = (fields: Readonly<Record<string, Test>>): Test => ({ is: 'with', fields })
/** An object in which each of these fields passes its test, or is not there. */
export const where = (fields: Readonly<Record<string, Test>>): Test =>
  both(...Object.entries(fields).map(([field, test]) => any(without(field), having({ [field]: test }))))
export const few = (most: number): Test => ({ is: 'few', most })
export const short = (most: number): Test => ({ is: 'short', most })
export const within = (least: number, most: number): Test => ({ is: 'within', least, most })
export const keys = (...of: readonly string[]): Test => ({ is: 'keys', of })
export const starting = (...texts: readonly string[]): Test => ({ is: 'starting', with: texts })
export const startingInList = (list: string): Test => ({ is: 'starting', with: { list } })
export const without = (field: string): Test => ({ is: 'without', field })
export const each = (test: Test): Test => ({ is: 'each', test })
/** Tests each value of a map, whatever its key. */
export const eachValue = (test: Test): Test => ({ is: 'values', test })
/** Tests each key of a map, whatever its value. */
export const eachName = (test: Test): Test => ({ is: 'names', test })
export const same = (...as: readonly (readonly string[])[]): Same => ({ is: 'same', as })
export const not = (test: Test): Test => ({ is: 'not', test })
export const any = (...tests: readonly Test[]): Test => ({ is: 'any', tests })
export const both = (...tests: readonly Test[]): Test => ({ is: 'all', tests })
