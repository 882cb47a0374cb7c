import { counted, type Outcome } from '@slipway/core'
import type { AppStatus, Budget, PodsState, Release, TrafficState, WorkloadState } from './app-status.ts'

const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })
const percent = (share: number): string => `${number.format(share * 100)} %`

/** `3 days ago`, by the largest unit that fits. */
export function ago(since: number, now: number): string {
  const seconds = Math.max(0, Math.round(now - since))
  const [size, unit] = (
    [
      [86_400, 'day'],
      [3600, 'hour'],
      [60, 'minute'],
    ] as const
  ).find(([least]) => seconds >= least) ?? [1, 'second']
  const count = Math.floor(seconds / size)
  return `${counted(count, unit)} ago`
}

function releaseText({ version, digest, since, by, hold }: Release, now: number): string {
  const when = since === null ? '' : `, ${ago(since, now)}${by === null ? '' : ` by ${by}`}`
  return `${version} (${digest.slice(0, 19)})${when}${hold === null ? '' : `; held: ${hold}`}`
}

function workloadText({ kind, phase, message, wanted, ready, updated, canary, runs }: WorkloadState): string {
  if (runs !== null) return `${kind}, last run ${runs.last ?? 'never'}, last success ${runs.succeeded ?? 'never'}`
  const said = [phase, message].filter((part) => part !== '').join(': ')
  const at =
    canary === null ? '' : `; canary at step ${canary.step + 1} of ${canary.of} with ${canary.weight} % of requests`
  return `${kind}${said === '' ? '' : ` ${said}`}; ${ready} of ${wanted} ready, ${updated} of the newest version${at}`
}

const podsText = ({ all, ready, restarts, versions, waiting }: PodsState): string =>
  [
    `${ready} of ${all} ready, ${restarts} restarts`,
    ...versions.map((one) => `${one.version === '' ? 'no version' : one.version}: ${one.ready} of ${one.all} ready`),
    ...waiting.map(({ pod, reason }) => `${pod} waits: ${reason}`),
  ].join('\n')

const trafficText = (traffic: TrafficState | null): string =>
  traffic === null
    ? 'nobody sends it requests'
    : `${number.format(traffic.requests)} requests a second, ${percent(traffic.failedShare)} of them fail`

function budgetText(budget: Budget | null): string {
  if (budget === null) return 'no objective'
  const { objective, left, window } = budget
  const goal = `at most ${percent(objective)} may fail`
  if (left === null) return `no requests in ${window}; ${goal}`
  return left > 0 ? `${percent(left)} left of ${window}; ${goal}` : `used up ${percent(1 - left)} of ${window}; ${goal}`
}

const mostLines = 12
const mostLetters = 300

/** A cluster may answer with any number of pods, and controllers with messages of any length. */
function bounded(text: string): readonly string[] {
  const all = text.split(/\r\n|[\n\r\u2028\u2029]/)
  const shown = all
    .slice(0, mostLines)
    .map((line) => (line.length > mostLetters ? `${line.slice(0, mostLetters - 1).toWellFormed()}…` : line))
  return all.length === shown.length
    ? shown
    : [...shown, `and ${counted(all.length - shown.length, 'more line')} (--json has all)`]
}

/** A missing part prints the reason in its place. */
const part = <T>(found: Outcome<T>, text: (value: T) => string): string =>
  found.ok ? text(found.value) : found.issues.map(({ got, hint }) => `not known: ${got} (${hint})`).join('\n')

const lines = (all: readonly string[], none: string): string => (all.length === 0 ? none : all.join('\n'))

/** @param now seconds since 1970 */
export function statusText(status: AppStatus, now: number): string {
  const { app, team, cluster, environment, release } = status
  const rows: readonly (readonly [string, string])[] = [
    ['release', releaseText(release, now)],
    [
      'argo cd',
      part(status.application, ({ sync, health, revision, messages }) =>
        [`${sync}, ${health}${revision === '' ? '' : `, at ${revision.slice(0, 8)}`}`, ...messages].join('\n'),
      ),
    ],
    ['workload', part(status.workload, workloadText)],
    ['pods', part(status.pods, podsText)],
    ['requests', part(status.traffic, trafficText)],
    ['error budget', part(status.budget, budgetText)],
    [
      'alerts',
      part(status.alerts, (alerts) =>
        lines(
          alerts.map(({ name, severity }) => `${name} (${severity})`),
          'none fires',
        ),
      ),
    ],
    [
      'events',
      part(status.events, (events) =>
        lines(
          events.map(({ at, reason, message }) => `${at} ${reason}: ${message}`),
          'none kept',
        ),
      ),
    ],
    ...status.links.map(({ name, url }) => [name, url] as const),
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  const body = rows.map(
    ([name, text]) => `  ${name.padEnd(width)}  ${bounded(text).join(`\n${' '.repeat(width + 4)}`)}`,
  )
  return `${team}/${app} in ${cluster} (${environment})\n${body.join('\n')}\n`
}
