import type { ResourceImpact } from '../changes/resource-impact.ts'

type BeforeAfter = ResourceImpact['most']

const grouped = (n: number, digits: number): string => n.toLocaleString('en-US', { maximumFractionDigits: digits })
const dollars = (n: number): string => `${n < 0 ? '-' : '+'}$${grouped(Math.abs(n), 0)}`

/** Dollars a month. */
const more = ({ before, after }: BeforeAfter): number | null =>
  before.month === null || after.month === null ? null : Math.round(after.month - before.month)

/** Pods, requests, estimated money. */
export function impactText({ fewest, most }: ResourceImpact): string {
  const size = (of: 'pods' | 'cpu' | 'memory', unit: number, digits: number): string => {
    const arrow = ({ before, after }: BeforeAfter) =>
      `${before[of] === after[of] ? '' : `${grouped(before[of] / unit, digits)} → `}${grouped(after[of] / unit, digits)}`
    return `${arrow(fewest)} at the fewest, ${arrow(most)} at the most`
  }
  // Where no pod says what it asks for, there is nothing to add up.
  const asks = (of: 'cpu' | 'memory'): boolean => [fewest, most].some(({ before, after }) => before[of] + after[of] > 0)
  const requests = [
    ...(asks('cpu') ? [`; vCPU ${size('cpu', 1000, 1)}`] : []),
    ...(asks('memory') ? [`; GiB ${size('memory', 2 ** 30, 1)}`] : []),
  ]
  const [low, high] = [more(fewest), more(most)]
  const money =
    low === null || high === null
      ? ''
      : `; ${low === high ? dollars(low) : `${dollars(low)} to ${dollars(high)}`} a month (estimate from list prices)`
  return `Capacity: pods ${size('pods', 1, 0)}${requests.join('')}${money}`
}
