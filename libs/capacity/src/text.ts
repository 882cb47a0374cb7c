import type { Prices } from '@slipway/fleet'
import { type At, addOns, type ClusterCapacity } from './capacity.ts'
import { loads } from './demand.ts'
import { differenceOf } from './difference.ts'
import type { Loss } from './loss.ts'
import { columns, cores, gibibytes, money, moreMoney, several } from './words.ts'

/** What every table of money says first. */
export const estimate = (prices: Prices | null): string =>
  prices === null
    ? 'No prices: write fleet/prices.ts, and there will be an estimate of money.'
    : `Money is an estimate in US dollars a month: ${prices.source} of ${prices.date}, spot at ${Math.round(prices.spot * 100)} % of on-demand.`

const nodesText = (at: At): string =>
  [...at.nodes]
    .filter(([, n]) => n > 0)
    .map(([pool, n]) => `${n} ${pool}`)
    .join(', ')

/** `storefront (12 pods: spot at the limit)`: what does not fit, by app and reason. */
export function leftText(left: At['left']): readonly string[] {
  const by = new Map<string, { app: string; why: string; pods: number }>()
  for (const { demand, pods, why } of left) {
    const key = `${demand.app}\0${why}`
    by.set(key, { app: demand.app, why, pods: (by.get(key)?.pods ?? 0) + pods })
  }
  return [...by.values()].map(({ app, why, pods }) => `${app}: ${several(pods, 'pod')}, ${why}`)
}

const few = (names: readonly string[], most = 6): string =>
  names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`

function lossText({ of, nodes, pods, down, waiting, started, left }: Loss): readonly string[] {
  if (nodes === 0) return [`  ${of} lost: no node is there`]
  const said = [
    `${several(nodes, 'node')} and ${several(pods, 'pod')} gone`,
    down.length === 0 ? 'every app keeps a pod' : `without a pod for a while: ${few(down)}`,
    ...(waiting.length === 0 ? [] : [`volumes hold ${few(waiting)} there`]),
    left.length === 0
      ? `the rest runs again on ${started === 0 ? 'the nodes that are left' : several(started, 'new node')}`
      : `no room for ${few(leftText(left))}`,
  ]
  return [`  ${of} lost: ${said.join('; ')}`]
}

function clusterText(one: ClusterCapacity): readonly string[] {
  const rows = [
    ['', 'pods', 'vCPU', 'GiB', 'a month', ''],
    ...loads.map((load) => {
      const at = one.at[load]
      return [`  ${load}`, String(at.pods), cores(at.cpu), gibibytes(at.memory), money(at.month)]
    }),
  ]
  const table = columns(rows).map((line, i) =>
    i === 0 ? line : `${line}   ${nodesText(one.at[loads[i - 1] ?? 'most'])}`,
  )
  const apps = [...one.apps].filter(([, at]) => at.most.pods > 0 || (at.most.month ?? 1) > 0)
  const shown = [...apps].sort(([a, x], [b, y]) => (y.typical.month ?? 0) - (x.typical.month ?? 0) || (a < b ? -1 : 1))
  return [
    `${one.cluster} (${one.environment})`,
    ...table,
    ...loads.flatMap((load) => leftText(one.at[load].left).map((line) => `  does not fit at ${load}: ${line}`)),
    ...one.losses.flatMap(lossText),
    '',
    ...columns([
      ['  app', 'pods', 'fewest', 'typical', 'most'],
      ...shown
        .slice(0, 30)
        .map(([name, at]) => [
          `  ${name}`,
          name === addOns ? '' : `${at.fewest.pods} / ${at.typical.pods} / ${at.most.pods}`,
          ...loads.map((load) => money(at[load].month)),
        ]),
    ]),
    ...(shown.length > 30 ? [`  and ${shown.length - 30} more; --json has them all`] : []),
  ]
}

/** What each cluster needs, as a person reads it. */
export const asText = (clusters: readonly ClusterCapacity[], prices: Prices | null): string =>
  [estimate(prices), ...clusters.flatMap((one) => ['', ...clusterText(one)]), ''].join('\n')

/** What is not there costs nothing; what has no price is not known. */
const monthAt = (at: At | undefined): number | null => (at === undefined ? 0 : at.month)

/** What a change makes of it: by cluster, then the apps that differ. */
export function changeText(
  before: readonly ClusterCapacity[],
  after: readonly ClusterCapacity[],
  prices: Prices | null,
): string {
  const found = differenceOf(before, after)
  const lines = found.flatMap(({ cluster, at, apps }) => [
    '',
    cluster,
    ...columns([
      ['', 'pods', 'vCPU', 'a month', ''],
      ...loads.map((load) => {
        const [old, now] = [at[load].before, at[load].after]
        return [
          `  ${load}`,
          `${old?.pods ?? 0} -> ${now?.pods ?? 0}`,
          `${cores(old?.cpu ?? 0)} -> ${cores(now?.cpu ?? 0)}`,
          `${money(monthAt(old))} -> ${money(monthAt(now))}`,
          `(${moreMoney(monthAt(old), monthAt(now))})`,
        ]
      }),
    ]),
    ...apps.map(
      ({ app, at: own }) =>
        `  ${app}: ${loads.map((load) => `${own[load].before?.pods ?? 0} -> ${own[load].after?.pods ?? 0}`).join(' / ')} pods`,
    ),
  ])
  return [
    estimate(prices),
    ...(lines.length === 0 ? ['', 'Nothing changes in pods, nodes or money.'] : lines),
    '',
  ].join('\n')
}
