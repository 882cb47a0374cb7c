import { compareBy, ok, type Outcome } from '@slipway/core'
import { applicationName } from '@slipway/gitops'
import { at, list, text } from '@slipway/kube'
import { budgetLeft, trafficNow } from '@slipway/manifests'
import type { ResolvedApp, Slo } from '@slipway/model'
import { argoNamespace, metricsKept } from '@slipway/platform'
import type { Place } from '../place.ts'
import type { Series } from '../prometheus/series.ts'
import type { Alert, Application, AppStatus, Budget, Happening, Link, Release, TrafficState } from './app-status.ts'
import type { Reach } from './reach.ts'
import { podsState, workloadPath, workloadState } from './workload-state.ts'

const mostEvents = 8

const mapped = async <A, B>(asked: Promise<Outcome<A>>, read: (value: A) => B): Promise<Outcome<B>> => {
  const found = await asked
  return found.ok ? ok(read(found.value)) : found
}

const applicationOf = (object: unknown): Application => ({
  sync: text(at(object, 'status', 'sync', 'status')) ?? 'Unknown',
  health: text(at(object, 'status', 'health', 'status')) ?? 'Unknown',
  revision: text(at(object, 'status', 'sync', 'revision')) ?? '',
  messages: [
    text(at(object, 'status', 'health', 'message')),
    ...list(at(object, 'status', 'conditions')).map((one) => text(one.message)),
  ].filter((message) => message !== undefined),
})

const timeOf = (event: unknown): string =>
  text(at(event, 'lastTimestamp')) ??
  text(at(event, 'eventTime')) ??
  text(at(event, 'metadata', 'creationTimestamp')) ??
  ''

const eventsOf = (answer: unknown): readonly Happening[] =>
  list(at(answer, 'items'))
    .map((event) => ({ at: timeOf(event), reason: text(event.reason) ?? '', message: text(event.message) ?? '' }))
    .sort(compareBy((event) => event.at))
    .reverse()
    .slice(0, mostEvents)

const alertsOf = (series: readonly Series[]): readonly Alert[] =>
  series
    .map(({ labels }) => ({ name: labels['alertname'] ?? '', severity: labels['severity'] ?? '' }))
    .sort(compareBy(({ severity, name }) => `${severity} ${name}`))

const valueOf = (series: readonly Series[]): number | undefined => series[0]?.points[0]?.[1]

/** The objective of alerts: a canary has one without saying so. */
const sloOf = ({ slo, workload }: ResolvedApp): Slo | null =>
  slo ?? (workload.kind === 'canary' ? workload.canary.slo : null)

async function trafficOf({ ask }: Reach, app: ResolvedApp): Promise<Outcome<TrafficState | null>> {
  if (app.traffic === null) return ok(null)
  const { requests, failures } = trafficNow(app)
  const [all, bad] = await Promise.all([ask(requests), ask(failures)])
  if (!all.ok) return all
  if (!bad.ok) return bad
  const [rate, failed] = [valueOf(all.value) ?? 0, valueOf(bad.value) ?? 0]
  return ok({ requests: rate, failedShare: rate === 0 ? 0 : failed / rate })
}

async function budgetOf({ ask }: Reach, { app, cluster }: Place): Promise<Outcome<Budget | null>> {
  const slo = sloOf(app)
  if (slo === null || app.traffic === null) return ok(null)
  const window = metricsKept(cluster)
  return mapped(ask(budgetLeft(app, slo, window)), (series) => ({
    objective: slo.errors,
    left: valueOf(series) ?? null,
    window,
  }))
}

/** Asks all sources at once; the part of an unreachable one holds its error. */
export async function gatherStatus(
  place: Place,
  release: Release,
  links: readonly Link[],
  reach: Reach,
): Promise<AppStatus> {
  const { app, cluster } = place
  const { name, team } = app
  const selector = encodeURIComponent(`app.kubernetes.io/name=${name}`)
  const about = encodeURIComponent(`involvedObject.name=${name}`)
  const core = `/api/v1/namespaces/${team}`
  const application = `/apis/argoproj.io/v1alpha1/namespaces/${argoNamespace}/applications/${applicationName(team, name)}`
  const [found, workload, pods, events, alerts, traffic, budget] = await Promise.all([
    mapped(reach.kube(application), applicationOf),
    mapped(reach.kube(workloadPath(app)), (object) => workloadState(app, object)),
    mapped(reach.kube(`${core}/pods?labelSelector=${selector}`), podsState),
    mapped(reach.kube(`${core}/events?fieldSelector=${about}`), eventsOf),
    mapped(reach.ask(`ALERTS{alertstate="firing",team="${team}",app="${name}"}`), alertsOf),
    trafficOf(reach, app),
    budgetOf(reach, place),
  ])
  const named = { app: name, team, cluster: cluster.name, environment: cluster.environment }
  return { ...named, release, application: found, workload, pods, traffic, budget, alerts, events, links }
}
