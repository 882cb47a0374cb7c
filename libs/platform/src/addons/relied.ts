import { isFields } from '@slipway/kube'
import type { Value, Values } from '@slipway/fleet'

/** A way into values. */
export type ValuePath = readonly string[]

/** Objects of the tree, and other add-ons, know objects of a chart by the names that it makes. */
const names = new Set(['nameOverride', 'fullnameOverride', 'namespaceOverride'])
/** Placement, which fleet data decides: nodes of the first group have just these labels and taints. */
const nodes = new Set(['nodeSelector', 'tolerations'])

const isValues = (value: Value | undefined): value is Values => isFields(value)
const same = (a: Value | undefined, b: Value): boolean => JSON.stringify(a) === JSON.stringify(b)

interface Clash {
  readonly path: ValuePath
  readonly code: 'addon-value-relied' | 'addon-value-shape'
  /** Slipway's value; `undefined` without one. */
  readonly ours: Value | undefined
  readonly given: Value
}

/**
 * An organisation's values that change what Slipway relies on, or put a plain value in an object's place, or the
 * reverse.
 * @param relied paths of this add-on alone; names and nodes are the same in all
 */
export function clashes(ours: Values, given: Values, relied: readonly ValuePath[]): readonly Clash[] {
  const found: Clash[] = []
  const isRelied = (path: ValuePath, own: Value | undefined): boolean => {
    const key = path.at(-1) ?? ''
    return (
      names.has(key) ||
      (nodes.has(key) && own !== undefined) ||
      relied.some((way) => way.length === path.length && way.every((part, i) => part === path[i]))
    )
  }
  const visit = (own: Value | undefined, laid: Values, path: ValuePath): void => {
    for (const [key, value] of Object.entries(laid)) {
      const at = [...path, key]
      const mine = isValues(own) ? own[key] : undefined
      // A relied object is relied on in each of its parts.
      if (isRelied(at, mine)) {
        if (!same(mine, isValues(mine) && isValues(value) ? { ...mine, ...value } : value))
          found.push({ path: at, code: 'addon-value-relied', ours: mine, given: value })
      } else if (mine !== undefined && isValues(mine) !== isValues(value))
        found.push({ path: at, code: 'addon-value-shape', ours: mine, given: value })
      else if (isValues(value)) visit(mine, value, at)
    }
  }
  visit(ours, given, [])
  return found
}
