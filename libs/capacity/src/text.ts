import type { Prices } from '@slipway/fleet'
import type { ClusterCapacity, LoadCapacity } from './capacity.ts'
import { assumedSeconds, byTeam, type FunctionCost } from './function-cost.ts'
import { addOns, loads } from './demand.ts'
import { differenceOf } from './difference.ts'
import type { FailureScenario } from './failure-scenarios.ts'
import { cents, columns, cores, gibibytes, hasUnknown, money, moneyDifference } from './format.ts'
import type { InsightsCost } from './insights-cost.ts'
import { assumedGibibytes, type LogCost } from './log-cost.ts'
import type { Unschedulable } from './pack.ts'
import { assumedCpuSeconds, assumedFunction, assumedPod, type TwoWays } from './two-ways.ts'
import { byAppAndReason } from './unschedulable.ts'
import { reasonText, words } from './words.ts'

const estimate = (prices: Prices | null): string => (prices === null ? words.noPrices : words.estimate(prices))

/** The estimate above lines, and what a price that is not known looks like there. */
export const estimated = (lines: readonly string[], prices: Prices | null): readonly string[] => [
  estimate(prices),
  ...(prices !== null && hasUnknown(lines) ? [words.unknownPrice] : []),
  ...lines,
]

const unschedulableApps = (pods: readonly Unschedulable[]) =>
  byAppAndReason(pods).map((one) => ({ ...one, reason: reasonText(one.reason) }))

function failureText(failure: FailureScenario): string {
  const { kind, name, nodes, pods, down, waiting, started, unschedulable } = failure
  const effects =
    nodes === 0
      ? [words.noNode]
      : [
          words.gone(nodes, pods),
          words.down(down),
          ...(waiting.length === 0 ? [] : [words.waiting(waiting)]),
          unschedulable.length === 0 ? words.started(started) : words.noRoom(unschedulableApps(unschedulable)),
        ]
  return `  ${words.lost(words.failed[kind](name))}: ${effects.join('; ')}`
}

const mostApps = 30

const functionsText = (functions: readonly FunctionCost[]): readonly string[] =>
  functions.length === 0
    ? []
    : [
        '',
        ...columns([
          [words.function, words.mebibytes, words.million(assumedSeconds), words.kept],
          ...functions.map(({ name, memory, million, kept }) => [
            `  ${name}`,
            String(memory),
            cents(million),
            kept === 0 ? '' : money(kept),
          ]),
        ]),
        '',
        ...columns([
          [words.team, words.functions, words.pool, words.kept],
          ...byTeam(functions).map(({ team, functions: count, pool, kept }) => [
            `  ${team}`,
            String(count),
            String(pool),
            kept === 0 ? '' : money(kept),
          ]),
        ]),
      ]

const logsText = (cost: LogCost | null): readonly string[] =>
  cost === null ? [] : ['', `  ${words.logs(cost, assumedGibibytes, money(cost.month))}`]

const insightsText = (cost: InsightsCost | null): readonly string[] =>
  cost === null ? [] : ['', `  ${words.insights(cost, money(cost.month))}`]

/** The same web app both ways, in each cluster. */
export const waysText = (
  clusters: readonly { readonly cluster: string; readonly ways: readonly TwoWays[] }[],
  prices: Prices | null,
): string =>
  [
    estimate(prices),
    words.assumed({
      seconds: assumedSeconds,
      cpuSeconds: assumedCpuSeconds,
      mebibytes: assumedFunction,
      ...assumedPod,
    }),
    ...clusters.flatMap(({ cluster, ways }) => [
      '',
      ...columns([
        [cluster, words.pods, words.onDemand, words.spot, words.atOnce, words.asFunction],
        ...ways.map(({ requests, pods, onDemand, spot, concurrency, functions }) => [
          words.aSecond(requests),
          String(pods),
          money(onDemand),
          money(spot),
          String(concurrency),
          money(functions),
        ]),
      ]),
    ]),
    '',
  ].join('\n')

function clusterText({
  cluster,
  environment,
  at,
  apps,
  failures,
  functions,
  logs,
  insights,
}: ClusterCapacity): readonly string[] {
  const table = columns([
    ['', words.pods, words.cores, words.memory, words.month, ''],
    ...loads.map((load) => {
      const { pods, cpu, memory, month } = at[load]
      return [`  ${load}`, String(pods), cores(cpu), gibibytes(memory), money(month)]
    }),
  ])
  const nodes = loads.map((load) =>
    [...at[load].nodes]
      .filter(([, count]) => count > 0)
      .map(([pool, count]) => `${count} ${pool}`)
      .join(', '),
  )
  const shown = [...apps]
    .filter(([, { most }]) => most.pods > 0 || (most.month ?? 1) > 0)
    .sort(([a, x], [b, y]) => (y.typical.month ?? 0) - (x.typical.month ?? 0) || (a < b ? -1 : 1))
  return [
    `${cluster} (${environment})`,
    ...table.map((line, i) => (i === 0 ? line : `${line}   ${nodes[i - 1] ?? ''}`)),
    ...loads.flatMap((load) =>
      unschedulableApps(at[load].unschedulable).map(({ app, pods, reason }) =>
        words.doesNotFit(load, app, pods, reason),
      ),
    ),
    ...failures.map(failureText),
    '',
    ...columns([
      [words.app, words.pods, ...loads],
      ...shown
        .slice(0, mostApps)
        .map(([name, own]) => [
          `  ${name}`,
          name === addOns ? '' : loads.map((load) => own[load].pods).join(' / '),
          ...loads.map((load) => money(own[load].month)),
        ]),
    ]),
    ...(shown.length > mostApps ? [words.more(shown.length - mostApps)] : []),
    ...functionsText(functions),
    ...logsText(logs),
    ...insightsText(insights),
  ]
}

export const asText = (clusters: readonly ClusterCapacity[], prices: Prices | null): string =>
  [
    ...estimated(
      clusters.flatMap((one) => ['', ...clusterText(one)]),
      prices,
    ),
    '',
  ].join('\n')

/** A missing load costs nothing; null is an unknown price. */
const monthAt = (at: LoadCapacity | undefined): number | null => (at === undefined ? 0 : at.month)

export function changeText(
  before: readonly ClusterCapacity[],
  after: readonly ClusterCapacity[],
  prices: Prices | null,
): string {
  const lines = differenceOf(before, after).flatMap(({ cluster, at, apps }) => [
    '',
    cluster,
    ...columns([
      ['', words.pods, words.cores, words.month, ''],
      ...loads.map((load) => {
        const { before: old, after: now } = at[load]
        return [
          `  ${load}`,
          `${old?.pods ?? 0} -> ${now?.pods ?? 0}`,
          `${cores(old?.cpu ?? 0)} -> ${cores(now?.cpu ?? 0)}`,
          `${money(monthAt(old))} -> ${money(monthAt(now))}`,
          `(${moneyDifference(monthAt(old), monthAt(now))})`,
        ]
      }),
    ]),
    ...apps.map(({ app, at: own }) => {
      const pods = loads.map((load) => `${own[load].before?.pods ?? 0} -> ${own[load].after?.pods ?? 0}`)
      return `  ${app}: ${pods.join(' / ')} ${words.pods}`
    }),
  ])
  return [estimate(prices), ...(lines.length === 0 ? ['', words.noChange] : lines), ''].join('\n')
}
