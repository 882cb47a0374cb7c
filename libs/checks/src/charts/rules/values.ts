import { fieldPath, nearest, show } from '@slipway/core'
import type { Value } from '@slipway/fleet'
import { isBranch, kindOf, type LeafKind, type ValueTree } from '../sheet/value-tree.ts'
import type { ChartRule, Finding } from './finding.ts'

const kinds = {
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
  list: 'a list',
  map: 'an object',
  any: 'anything',
}

/** Texts, numbers and true or false are one another's in YAML and in a template. */
const fits = (wanted: LeafKind, value: Value): boolean => {
  if (wanted === 'any') return true
  const kind = kindOf(value)
  return wanted === 'list' || wanted === 'map' ? kind === wanted : kind !== 'list' && kind !== 'map'
}

function findings(tree: ValueTree, value: Value, path: readonly string[], chart: string): readonly Finding[] {
  const wanted = isBranch(tree) ? 'map' : tree
  if (!fits(wanted, value))
    return [
      {
        code: 'chart-value-type',
        object: fieldPath([...path]),
        at: path,
        got: show(value),
        want: kinds[wanted],
        hint: `write what the chart ${chart} has there`,
      },
    ]
  if (!isBranch(tree)) return []
  const known = Object.keys(tree)
  return Object.entries(value).flatMap(([key, inner]): readonly Finding[] => {
    const below = tree[key]
    if (below !== undefined) return findings(below, inner as Value, [...path, key], chart)
    const like = nearest(key, known)
    return [
      {
        code: 'chart-value',
        object: fieldPath([...path, key]),
        at: [...path, key],
        got: show(key),
        want: `a value that the chart ${chart} knows${like === undefined ? '' : `, such as ${show(like)}`}`,
        hint: 'correct it: helm takes no notice of a key that no template reads',
      },
    ]
  })
}

/** Values that the chart does not know, and values of another kind than it has. */
export const valueFindings: ChartRule = ({ addon: { props }, sheet }) =>
  findings(sheet.values, props.values, [], `${sheet.chart} ${sheet.version}`)
