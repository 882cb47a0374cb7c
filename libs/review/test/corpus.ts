import { parse, stringify } from 'yaml'
import type { Fields } from '@slipway/kube'
import { canonical } from '../src/compare/diff.ts'
import { entitiesOf } from '../src/read/entity.ts'

/** Paths and texts. */
export type Files = ReadonlyMap<string, string>

/** Two trees that differ in one thing, or only in how they are written. */
export interface Mutation {
  /** What was done, for the message of a failure. */
  readonly what: string
  readonly before: Files
  readonly after: Files
  /** Only the writing differs. */
  readonly formatting: boolean
  /** Where the object stands whose change must be reported. */
  readonly path: string
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32, public domain). */
export function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Holder = Json[] | { [key: string]: Json }
type Roll = () => number

const below = (roll: Roll, n: number): number => Math.floor(roll() * n)
const pick = <T>(roll: Roll, from: readonly T[]): T => from[below(roll, from.length)] as T
const isHolder = (value: Json): value is Holder => typeof value === 'object' && value !== null

/** Block YAML with every text in quotes, which every reader takes for the same. */
function write(value: Json, indent: string): string {
  if (!isHolder(value)) return ` ${JSON.stringify(value)}\n`
  const keys = Object.keys(value)
  if (keys.length === 0) return Array.isArray(value) ? ' []\n' : ' {}\n'
  if (Array.isArray(value)) return `\n${value.map((item) => `${indent}-${write(item, `${indent}  `)}`).join('')}`
  return `\n${keys.map((key) => `${indent}${JSON.stringify(key)}:${write(value[key] as Json, `${indent}  `)}`).join('')}`
}
export const written = (value: unknown): string => write(value as Json, '').trimStart()

/** Every place that holds something: the holder and the key in it. */
function places(value: Json, found: (readonly [Holder, string])[] = []): (readonly [Holder, string])[] {
  if (!isHolder(value)) return found
  for (const key of Object.keys(value)) {
    found.push([value, key])
    places((value as Record<string, Json>)[key] as Json, found)
  }
  return found
}

/** Another value than the one given: not a spelling of it. */
function other(roll: Roll, value: Json): Json {
  if (value === null) return pick(roll, ['', 0, false])
  if (typeof value === 'boolean') return pick<Json>(roll, [!value, String(value), null])
  if (typeof value === 'number') return pick<Json>(roll, [value + 1, value - 1, value * 10 + 3, String(value), null])
  if (typeof value !== 'string') return pick<Json>(roll, ['other', null, 7])
  const digit = /[0-9]/.exec(value)
  const turned =
    digit === null
      ? `${value}x`
      : `${value.slice(0, digit.index)}${(Number(digit[0]) + 1) % 10}${value.slice(digit.index + 1)}`
  return pick<Json>(roll, [
    `${value}x`,
    `x${value}`,
    turned,
    value === '' ? ' ' : '',
    [value],
    /^[1-9][0-9]{0,6}$/.test(value) ? Number(value) + 1 : null,
  ])
}

const set = (holder: Holder, key: string, value: Json): void => {
  ;(holder as Record<string, Json>)[key] = value
}

/** Changes of one object's data, each in place; false where it cannot be done to what was rolled. */
const edits: Readonly<Record<string, (roll: Roll, object: Json) => boolean>> = {
  'a value': (roll, object) => {
    const [holder, key] = pick(roll, places(object))
    set(holder, key, other(roll, (holder as Record<string, Json>)[key] as Json))
    return true
  },
  'a leaf': (roll, object) => {
    const leaves = places(object).filter(([holder, key]) => !isHolder((holder as Record<string, Json>)[key] as Json))
    const [holder, key] = pick(roll, leaves)
    set(holder, key, other(roll, (holder as Record<string, Json>)[key] as Json))
    return true
  },
  'a field gone': (roll, object) => {
    const [holder, key] = pick(roll, places(object))
    if (Array.isArray(holder)) holder.splice(Number(key), 1)
    else delete holder[key]
    return true
  },
  'a field more': (roll, object) => {
    const holders = [
      object as Holder,
      ...places(object)
        .map(([holder, key]) => (holder as Record<string, Json>)[key] as Json)
        .filter(isHolder),
    ]
    const holder = pick(roll, holders)
    // Kubernetes drops a null where a field has a type: that is no change.
    const value = pick<Json>(roll, ['', 0, Array.isArray(holder) ? null : false, {}, [], 'new', { name: 'new' }])
    if (Array.isArray(holder)) holder.splice(below(roll, holder.length + 1), 0, value)
    else if (Object.hasOwn(holder, 'newField')) return false
    else holder['newField'] = value
    return true
  },
  'a member twice': (roll, object) => {
    const lists = places(object)
      .map(([holder, key]) => (holder as Record<string, Json>)[key])
      .filter((v): v is Json[] => Array.isArray(v) && v.length > 0)
    if (lists.length === 0) return false
    const list = pick(roll, lists)
    list.splice(below(roll, list.length + 1), 0, structuredClone(pick(roll, list)))
    return true
  },
  'two members swapped': (roll, object) => {
    const lists = places(object)
      .map(([holder, key]) => (holder as Record<string, Json>)[key])
      .filter((v): v is Json[] => Array.isArray(v) && v.length > 1)
    if (lists.length === 0) return false
    const list = pick(roll, lists)
    const [i, j] = [below(roll, list.length), below(roll, list.length)]
    const [a, b] = [list[i] as Json, list[j] as Json]
    if (canonical(a) === canonical(b)) return false
    list[i] = b
    list[j] = a
    return true
  },
  'another name': (roll, object) => {
    const metadata = (object as { metadata?: { name?: string } }).metadata
    if (typeof metadata?.name !== 'string') return false
    metadata.name = pick(roll, [`${metadata.name}-new`, `new-${metadata.name}`, `${metadata.name}-0a1b2c3d`])
    return true
  },
}

const shuffled = (roll: Roll, value: Json): Json => {
  if (Array.isArray(value)) return value.map((item) => shuffled(roll, item))
  if (!isHolder(value)) return value
  const keys = Object.keys(value)
    .map((key) => [roll(), key] as const)
    .sort((a, b) => a[0] - b[0])
  return Object.fromEntries(keys.map(([, key]) => [key, shuffled(roll, value[key] as Json)]))
}

/** Other ways to write the same object. */
const spellings: Readonly<Record<string, (roll: Roll, object: Json, text: string) => string>> = {
  'other order of keys': (roll, object) => written(shuffled(roll, object)),
  JSON: (_, object) => `${JSON.stringify(object, null, 1)}\n`,
  'flow style': (_, object) => `${JSON.stringify(object)}\n`,
  'another writer': (roll, object) => {
    const text = stringify(object, {
      indent: pick(roll, [1, 2, 4]),
      lineWidth: pick(roll, [0, 40, 80]),
      singleQuote: roll() < 0.5,
      indentSeq: roll() < 0.5,
    })
    // yaml 2.9.1 folds some texts so that it reads them otherwise itself, and writes `Off` as Kubernetes reads a false.
    const isRead = [{}, { schema: 'yaml-1.1' as const }].every(
      (how) => canonical(parse(text, how) as Json) === canonical(object),
    )
    return isRead ? text : written(object)
  },
  'words and empty lines': (roll, _, text) =>
    `\n# words\n${text
      .split('\n')
      .map((line) => (roll() < 0.1 && /^\s*[\w-]+: [\w]+$/.test(line) ? `${line}   # note` : line))
      .join('\n')}\n\n`,
  'quotes everywhere': (_, object) => written(object),
  'a document mark': (_, __, text) => `---\n${text}---\n`,
  'in a List': (_, object) => written({ apiVersion: 'v1', kind: 'List', items: [object] }),
}

/** Changes of files, that no object's own data tells. */
function ofFiles(roll: Roll, files: Files, path: string, text: string): Mutation {
  const elsewhere = pick(
    roll,
    [...files.keys()].filter((one) => one !== path),
  )
  const there = files.get(elsewhere) ?? ''
  const [what, before, after, where] = pick<
    readonly [string, readonly (readonly [string, string])[], readonly (readonly [string, string])[], string]
  >(roll, [
    ['a file gone', [[path, text]], [], path],
    ['a file more', [], [[path, text]], path],
    [
      'moved into another file',
      [
        [path, text],
        [elsewhere, there],
      ],
      [[elsewhere, `${there}---\n${text}`]],
      path,
    ],
    [
      'moved to a file of its own',
      [[elsewhere, `${there}---\n${text}`]],
      [
        [elsewhere, there],
        [path, text],
      ],
      path,
    ],
    ['emptied', [[path, text]], [[path, '# nothing\n']], path],
  ])
  return { what, before: new Map(before), after: new Map(after), formatting: false, path: where }
}

/**
 * One change of one file of a tree, by a roll of dice: of any field, any position in a list, any object as a whole; or
 * only of the writing. Nothing where the roll has no such change.
 */
export function mutate(files: Files, roll: Roll): Mutation | undefined {
  const path = pick(roll, [...files.keys()])
  const text = files.get(path) ?? ''
  if (roll() < 0.1) return ofFiles(roll, files, path, text)
  const values = entitiesOf(path, text).entities.map(({ value }) => structuredClone(value) as Json)
  if (values.length === 0) return undefined
  const at = below(roll, values.length)
  const object = values[at] as Json
  const whole = (one: string): string => values.map((value, i) => (i === at ? one : written(value))).join('---\n')
  const base = whole(values.length === 1 ? text : written(object))
  const made = (what: string, after: string, formatting: boolean): Mutation => ({
    what,
    before: new Map([[path, base]]),
    after: new Map([[path, after]]),
    formatting,
    path,
  })
  if (roll() < 0.2) {
    const [what, spell] = pick(roll, Object.entries(spellings))
    return made(what, whole(spell(roll, object, values.length === 1 ? text : written(object))), true)
  }
  const [what, edit] = pick(roll, Object.entries(edits))
  const before = canonical(object)
  if (!edit(roll, object) || canonical(object) === before) return undefined
  return made(`${what}: ${JSON.stringify(object as Fields).slice(0, 4000)}`, whole(written(object)), false)
}
