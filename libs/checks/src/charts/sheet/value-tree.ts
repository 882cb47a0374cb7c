import { at, fields, isFields, mapValues, text, texts, type Fields } from '@slipway/kube'

/** The types of a chart's values: `map` takes any keys, `any` takes anything. */
export const leafKinds = ['text', 'number', 'boolean', 'list', 'map', 'any'] as const
export type LeafKind = (typeof leafKinds)[number]
/** One of a few texts, as the chart's schema lists them. */
export type Words = readonly string[]
/** The keys that a chart knows. */
export type ValueTree = LeafKind | Words | { readonly [key: string]: ValueTree }

export const isWords = (tree: ValueTree | undefined): tree is Words => Array.isArray(tree)
export const isBranch = (tree: ValueTree | undefined): tree is Readonly<Record<string, ValueTree>> =>
  typeof tree === 'object' && !isWords(tree)

export function kindOf(value: unknown): LeafKind {
  if (Array.isArray(value)) return 'list'
  if (isFields(value)) return 'map'
  if (typeof value === 'string') return 'text'
  return typeof value === 'number' || typeof value === 'boolean' ? (typeof value as 'number' | 'boolean') : 'any'
}

/** Fields of a pod that charts hand on as they are, with more keys than their values.yaml shows. */
const handedOn: Readonly<Record<string, ValueTree>> = {
  resources: { requests: 'map', limits: 'map', claims: 'list' },
  ...Object.fromEntries(
    [
      'affinity',
      'annotations',
      'containerSecurityContext',
      'emptyDir',
      'labels',
      'lifecycle',
      'livenessProbe',
      'nodeSelector',
      'podSecurityContext',
      'readinessProbe',
      'securityContext',
      'startupProbe',
      'strategy',
      'updateStrategy',
    ].map((key) => [key, 'map' as const]),
  ),
}

/** By the chart's values.yaml; an empty map there takes any keys. */
export function treeOfValues(value: unknown): ValueTree {
  if (!isFields(value) || Object.keys(value).length === 0) return kindOf(value)
  return mapValues(value, (inner, key) =>
    isFields(inner) && !('enabled' in inner) ? (handedOn[key] ?? treeOfValues(inner)) : treeOfValues(inner),
  )
}

/** One tree of two: keys of both; where they disagree on a leaf, anything. */
export function joined(one: ValueTree | undefined, other: ValueTree | undefined): ValueTree {
  if (one === undefined || other === undefined) return one ?? other ?? 'any'
  if (isBranch(one) && isBranch(other)) {
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])]
    return Object.fromEntries(keys.map((key) => [key, joined(one[key], other[key])]))
  }
  if (isBranch(one)) return other === 'map' ? one : 'any'
  if (isBranch(other)) return one === 'map' ? other : 'any'
  if (isWords(one) && isWords(other)) return [...new Set([...one, ...other])]
  if (isWords(one)) return other === 'text' ? one : 'any'
  if (isWords(other)) return one === 'text' ? other : 'any'
  return one === other ? one : 'any'
}

const kindOfType: Readonly<Record<string, LeafKind>> = {
  string: 'text',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  array: 'list',
  object: 'map',
}

/** Objects that refer to themselves end here. */
const deepest = 12

/** By the chart's values.schema.json, its own references followed. */
export function treeOfSchema(schema: unknown, root: Fields = fields(schema), depth = 0): ValueTree {
  const given = fields(schema)
  const reference = text(given.$ref)
  if (depth > deepest) return 'any'
  if (reference?.startsWith('#/') === true) {
    const found = at(root, ...reference.slice(2).split('/'))
    return found === undefined ? 'any' : treeOfSchema(found, root, depth + 1)
  }
  const inner = Object.entries(fields(given.properties))
  if (inner.length > 0) return Object.fromEntries(inner.map(([key, one]) => [key, treeOfSchema(one, root, depth + 1)]))
  const listed = Array.isArray(given.enum) ? given.enum : []
  if (listed.length > 0) return listed.every((one) => typeof one === 'string') ? listed : 'any'
  const type = text(given.type)
  const all = texts(given.type).filter((one) => one !== 'null')
  const single = type ?? (all.length === 1 ? all[0] : undefined)
  return (single === undefined ? undefined : kindOfType[single]) ?? 'any'
}

/** `.Values.a.b`, `$.Values.a.b`: ways that templates read, and values.yaml need not name. */
const reads = /\.Values((?:\.[A-Za-z_][A-Za-z0-9_]*)+)/g

export const readByTemplates = (template: string): readonly (readonly string[])[] =>
  [...template.matchAll(reads)].map(([, way = '']) => way.slice(1).split('.'))

/** Words that take a value as a whole, whatever keys it has. */
const whole =
  /\b(?:toYaml|toJson|toPrettyJson|range|merge|mergeOverwrite|mustMergeOverwrite|deepCopy|omit|keys|values|tpl)\b/
const actions = /\{\{-?([^]*?)-?\}\}/g
/** A way that ends here: no further key is read of it. */
const ends = /\.Values((?:\.[A-Za-z_][A-Za-z0-9_]*)+)(?![.\w])/g

/** `index .Values "grafana.ini"`: how templates read a key that has a dot. */
const indexed = /\bindex \$?\.Values((?: "[^"]+")+)/g

/** `mustMergeOverwrite $.Values (index $.Values "pilot")`: lifts the values below that key to the root. */
const merged = /\b(?:mustM|m)ergeOverwrite \$\.Values \(index \$\.Values "([^"]+)"\)/g

export const mergedInto = (template: string): readonly string[] =>
  [...template.matchAll(merged)].flatMap(([, key]) => key ?? [])

/** A tree that knows itself once more below some keys. */
export const withPrefixes = (tree: ValueTree, keys: readonly string[]): ValueTree =>
  isBranch(tree) ? { ...tree, ...Object.fromEntries(keys.map((key) => [key, tree])) } : tree

/** Ways that templates hand on as a whole: `toYaml .Values.a`, or `with .Values.a` and then `toYaml .`. */
export function handedOnWhole(template: string): readonly (readonly string[])[] {
  const all = [...template.matchAll(actions)].map(([, action = '']) => action.trim())
  const byIndex = [...template.matchAll(indexed)].map(([, keys = '']) =>
    [...keys.matchAll(/"([^"]+)"/g)].map(([, key = '']) => key),
  )
  const byWord = all.flatMap((action, i) => {
    const opens = /^with\b/.test(action) && /\b(?:toYaml|tpl|range)\b[^]*\s\.(?:\s|\)|$)/.test(all[i + 1] ?? '')
    if (!whole.test(action) && !opens) return []
    return [...action.matchAll(ends)].map(([, way = '']) => way.slice(1).split('.'))
  })
  return [...byIndex, ...byWord]
}

/** A tree that takes any keys at some ways. `resources` is known better. */
export function openedAt(tree: ValueTree, ways: readonly (readonly string[])[]): ValueTree {
  return ways.reduce<ValueTree>((known, way) => opened(known, way), tree)
}

function opened(tree: ValueTree, [key, ...rest]: readonly string[]): ValueTree {
  if (key === undefined) return isBranch(tree) ? 'map' : tree
  const inner = isBranch(tree) ? tree[key] : undefined
  if (!isBranch(tree) || inner === undefined || key === 'resources') return tree
  return { ...tree, [key]: opened(inner, rest) }
}

/** A tree with the ways that templates read; below the first key that it has not, anything goes. */
export function withReads(tree: ValueTree, ways: readonly (readonly string[])[]): ValueTree {
  return ways.reduce<ValueTree>((known, way) => withRead(known, way), tree)
}

function withRead(tree: ValueTree, [key, ...rest]: readonly string[]): ValueTree {
  if (key === undefined || !isBranch(tree)) return tree
  const inner = tree[key]
  if (inner === undefined) return { ...tree, [key]: 'any' }
  const next = withRead(inner, rest)
  return next === inner ? tree : { ...tree, [key]: next }
}
