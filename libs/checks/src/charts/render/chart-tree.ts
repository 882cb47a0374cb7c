import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { isFields } from '@slipway/kube'
import {
  handedOnWhole,
  isBranch,
  joined,
  mergedInto,
  openedAt,
  readByTemplates,
  treeOfSchema,
  treeOfValues,
  withPrefixes,
  withReads,
  type ValueTree,
} from '../sheet/value-tree.ts'
import { dependenciesOf, valuesOf } from './chart-folder.ts'

/** Istio's charts keep their defaults there, and take what is given beside it. */
const inner = '_internal_defaults_do_not_set'

function templatesIn(folder: string): readonly string[] {
  const templates = path.join(folder, 'templates')
  if (!existsSync(templates)) return []
  return readdirSync(templates, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(path.join(parentPath, name), 'utf8'))
}

function schemaIn(folder: string): ValueTree | undefined {
  const file = path.join(folder, 'values.schema.json')
  if (!existsSync(file)) return undefined
  const tree = treeOfSchema(JSON.parse(readFileSync(file, 'utf8')))
  return isBranch(tree) ? tree : undefined
}

function own(folder: string): ValueTree {
  const { [inner]: defaults, ...values } = valuesOf(folder)
  const given = treeOfValues(isFields(defaults) ? { ...defaults, ...values } : values)
  const schema = schemaIn(folder)
  const schemaTree = isBranch(schema) && isBranch(schema[inner]) ? joined(schema[inner], without(schema)) : schema
  const known = schemaTree === undefined ? given : joined(given, schemaTree)
  const templates = templatesIn(folder)
  const read = withReads(known === 'map' ? {} : known, templates.flatMap(readByTemplates))
  return withPrefixes(openedAt(read, templates.flatMap(handedOnWhole)), templates.flatMap(mergedInto))
}

const without = (tree: Readonly<Record<string, ValueTree>>): ValueTree =>
  Object.fromEntries(Object.entries(tree).filter(([key]) => key !== inner && !key.startsWith('$')))

/** The values that a chart knows, with those of its dependencies below their names; of one that is off anything. */
export function chartTree(folder: string): ValueTree {
  return dependenciesOf(folder).reduce<ValueTree>(
    (tree, { name, as, off }) => {
      if (!isBranch(tree)) return tree
      const place = path.join(folder, 'charts', name)
      const inside = off || !existsSync(path.join(place, 'Chart.yaml')) ? 'any' : chartTree(place)
      return { ...tree, [as]: joined(tree[as] ?? 'map', inside) }
    },
    withGlobal(own(folder)),
  )
}

/** Helm's own word for what all charts of a release see. */
const withGlobal = (tree: ValueTree): ValueTree =>
  isBranch(tree) ? { ...tree, global: tree['global'] ?? 'map' } : { global: 'map' }
