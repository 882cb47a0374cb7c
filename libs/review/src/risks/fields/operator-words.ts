import type { Delta } from '../../compare/diff.ts'
import { isOutside } from '../../effects/known-kind.ts'
import { levelWeight } from '../level.ts'
import { rule, type Danger, type Found } from '../risk.ts'
import { pointsOf } from './word-points.ts'
import { words } from './word-table.ts'

/** Codes of fields whose words review does not know one by one. */
const open = new Set(['unknown-kind', 'outside-changed', 'taken-in', 'release-upgraded', 'chart-version'])

/** Values of a chart, where that is not rendered. */
const values = /(?:^|[/._-])values(?:[._-][\w.-]*)?\.ya?ml$/i

/** Fields that the rules of volumes, of clouds' objects and of Flux judge. */
const judgedElsewhere =
  /^(?:deletionPolicy|spec\.(?:deletionPolicy|managementPolicies|chart\.spec\.version|(?:template\.spec\.)?source\.targetRevision))$/

function worst(danger: Danger, delta: Delta): Found | undefined {
  const points = pointsOf(delta).filter(
    ({ path }) => !judgedElsewhere.test(path) || (path === 'spec.deletionPolicy' && !isOutside(danger.entity)),
  )
  const found = words.flatMap(({ code, level, when }) => {
    const point = points.find((one) => when(one, danger))
    return point === undefined ? [] : [[typeof level === 'function' ? level(point) : level, code] as const]
  })
  const [first] = found.toSorted(([a], [b]) => levelWeight(b) - levelWeight(a))
  return first as unknown as Found | undefined
}

/** Custom resources and values of charts, by the words that most of them share. */
export const operatorWordRisks = [
  rule(
    'operator-words',
    'outage',
    "words that mean the same to most operators' objects and charts' values",
    (danger) => {
      const { delta, change, effects } = danger
      if (delta === undefined || change.before === undefined || change.after === undefined) return undefined
      if (delta.steps[0] === 'metadata' || delta.steps[0] === 'status') return undefined
      const isOpen = effects.some(
        ({ code }) => open.has(code) || (code === 'no-object' && values.test(danger.entity.path)),
      )
      return isOpen ? worst(danger, delta) : undefined
    },
  ),
]
