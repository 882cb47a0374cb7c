import type { Prices } from '@slipway/fleet'
import { columns, money } from './format.ts'
import { teamCosts, type NeedCost } from './need-cost.ts'
import { estimated } from './text.ts'
import { words } from './words.ts'

/** Small prices with all their digits: $0.023 a GiB and month. */
const exact = (price: number | null): string => (price === null ? '?' : `$${price}`)

const byUse = ({ byUse: all }: NeedCost): string =>
  all.map(({ unit, price }) => `${exact(price)} ${words.unit[unit]}`).join(', ')

/** The needs of each app by place, then fixed costs by team. */
export function needsText(needs: readonly NeedCost[], prices: Prices | null): string {
  if (needs.length === 0) return `${words.noNeeds}\n`
  const isShared = needs.some(({ usedBy }) => usedBy.length > 0)
  const places = Map.groupBy(needs, ({ environment, account, region }) => words.place(environment, account, region))
  const lines = [
    ...[...places].flatMap(([place, all]) => [
      '',
      place,
      ...columns([
        [words.app, words.need, words.month, words.byUse, ...(isShared ? [words.usedBy] : [])],
        ...all.map((one) => [
          `  ${one.app}`,
          `${one.kind} ${one.name}`,
          one.byUse.length === 0 ? money(one.month) : '',
          byUse(one),
          ...(isShared ? [one.usedBy.join(', ')] : []),
        ]),
      ]),
    ]),
    '',
    ...columns([[words.team, words.month], ...teamCosts(needs).map(({ team, month }) => [`  ${team}`, money(month)])]),
  ]
  return `${estimated(lines, prices).join('\n')}\n`
}
