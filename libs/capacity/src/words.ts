import { few as fewOf } from '@slipway/core'
import type { Prices } from '@slipway/fleet'
import type { Load } from './demand.ts'
import { counted } from './format.ts'
import type { InsightsCost } from './insights-cost.ts'
import type { LogCost } from './log-cost.ts'
import type { ReasonCode, UnschedulableReason } from './pack.ts'

const few = (names: readonly string[]): string => fewOf(names, 6)

const atLoad: Readonly<Record<Load, string>> = {
  fewest: 'at its fewest pods',
  typical: 'at a typical load',
  most: 'when every app has its most pods',
}
const grow = 'add a pool that takes them, or let the app ask for less'

/** Nothing decides by these sentences. */
export const words = {
  reason: {
    'no-pool': ({ onDemand, profile }) => {
      const wanted = [onDemand ? 'on-demand' : '', profile ?? ''].filter((one) => one !== '').join(' and ')
      return `no pool ${wanted === '' ? 'for apps' : `of ${wanted}`}`
    },
    'no-machine': ({ architectures }) =>
      `no machine of ${architectures?.join(' or ') ?? 'a family that is known here'}`,
    'pod-too-large': () => 'a pod is larger than the largest machine',
    'pool-limit': ({ pools }) => `${pools.join(' and ')} at the limit`,
  } satisfies { [C in ReasonCode]: (reason: Extract<UnschedulableReason, { code: C }>) => string },
  hint: {
    'no-pool': grow,
    'no-machine': grow,
    'pod-too-large': grow,
    'pool-limit': 'raise the limit of the pool, or lower scale.max of apps',
  } satisfies Record<ReasonCode, string>,
  unschedulable: (app: string, pods: number, reason: string) => `${app}, ${pods} pods: ${reason}`,
  wanted: (load: Load) => `room for them ${atLoad[load]}`,
  doesNotFit: (load: Load, app: string, pods: number, reason: string) =>
    `  does not fit at ${load}: ${app}: ${counted(pods, 'pod')}, ${reason}`,
  failed: { zone: (name: string) => `zone ${name}`, 'spot-pool': (name: string) => `spot pool ${name}` },
  lost: (what: string) => `${what} lost`,
  noNode: 'no node is there',
  gone: (nodes: number, pods: number) => `${counted(nodes, 'node')} and ${counted(pods, 'pod')} gone`,
  down: (apps: readonly string[]) =>
    apps.length === 0 ? 'every app keeps a pod' : `without a pod for a while: ${few(apps)}`,
  waiting: (apps: readonly string[]) => `volumes hold ${few(apps)} there`,
  started: (nodes: number) =>
    `the rest runs again on ${nodes === 0 ? 'the nodes that are left' : counted(nodes, 'new node')}`,
  noRoom: (apps: readonly { readonly app: string; readonly pods: number; readonly reason: string }[]) =>
    `no room for ${few(apps.map(({ app, pods, reason }) => `${app}: ${counted(pods, 'pod')}, ${reason}`))}`,
  logs: ({ to, daily, retention, own }: LogCost, each: number, month: string) => {
    const sent = `logs to ${to}: ${Math.round(daily)} GiB a day, if a pod writes ${each}`
    if (own === null) return `${sent}; ${month} a month${to === 'cloudwatch' ? ` with ${retention} days kept` : ''}`
    const room =
      own.days >= retention ? `for the ${retention} days asked` : `for ${own.days} of the ${retention} days asked`
    const volumes = `${counted(own.nodes, 'volume')} of ${own.volume} GiB ${own.nodes === 1 ? 'has' : 'have'} room`
    return `${sent}; ${volumes} ${room}; ${month} a month for ${own.nodes === 1 ? 'it' : 'them'}`
  },
  insights: ({ observations }: InsightsCost, month: string) => {
    const least = `at least ${Math.round(observations / 1_000_000)} million observations a month at a typical load`
    return `Container Insights: ${least}; ${month} a month for them`
  },
  estimate: ({ source, date, spot }: Prices) =>
    `Money is an estimate in US dollars a month: ${source} of ${date}, spot at ${Math.round(spot * 100)} % of on-demand.`,
  unknownPrice: '? is what fleet/prices.ts has no price for.',
  noPrices: 'No prices: write fleet/prices.ts, and there will be an estimate of money.',
  noChange: 'Nothing changes in pods, nodes or money.',
  more: (rows: number) => `  and ${rows} more; --json has them all`,
  pods: 'pods',
  cores: 'vCPU',
  memory: 'GiB',
  month: 'a month',
  need: '  what',
  byUse: 'by use',
  usedBy: 'used by, too',
  unit: {
    gibibyte: 'a GiB and month',
    reads: 'a million reads',
    writes: 'a million writes',
    requests: 'a million requests',
    messages: 'a million messages',
  },
  noNeeds: 'No app needs anything of AWS.',
  place: (environment: string, account: string, region: string) => `${environment} in ${account}, ${region}`,
  app: '  app',
  function: '  function',
  team: '  team',
  functions: 'functions',
  pool: 'calls at once, of the pool',
  mebibytes: 'MiB',
  million: (seconds: number) => `a million calls of ${seconds * 1000} ms`,
  kept: 'kept ready, a month',
  assumed: ({
    seconds,
    cpuSeconds,
    mebibytes,
    cpu,
    memory,
    used,
    least,
  }: Readonly<Record<'seconds' | 'cpuSeconds' | 'mebibytes' | 'cpu' | 'memory' | 'used' | 'least', number>>) =>
    [
      `Assumed, not measured: a request takes ${seconds * 1000} ms, ${cpuSeconds * 1000} ms of it on a CPU;`,
      `a pod has ${cpu}m and ${memory / 2 ** 20}Mi and is scaled at ${used * 100} %, ${least} at least;`,
      `a function has ${mebibytes} MiB. Load balancer, DNS, logs and bytes out are not in it.`,
    ].join(' '),
  onDemand: 'on-demand',
  spot: 'spot',
  atOnce: 'calls at once',
  asFunction: 'function',
  aSecond: (requests: number) => `  ${requests} a second`,
}

export const reasonText = (reason: UnschedulableReason): string =>
  (words.reason[reason.code] as (reason: UnschedulableReason) => string)(reason)
