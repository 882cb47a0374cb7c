import { tracingOf, type Cluster, type Fleet, type TraceView } from '@slipway/fleet'
import { consoleOf, jaegerSource, signOnApps, signOnHost } from '@slipway/platform'

/**
 * As proxies call it: its label, and where it is (Istio's `tracingServiceName` is APP_LABEL_AND_NAMESPACE by default).
 */
const serviceOf = ({ name, team }: App): string => `${name}.${team}`

interface App {
  readonly name: string
  readonly team: string
}

const lastHour = { from: 'now-1h', to: 'now' } as const

/**
 * https://grafana.com/docs/grafana/latest/explore/get-started-with-explore/#generate-explore-urls-from-external-tools
 */
function explore(grafana: string, uid: string, type: 'jaeger' | 'tempo', query: object): string {
  const datasource = { type, uid }
  const panes = { traces: { datasource: uid, queries: [{ refId: 'A', datasource, ...query }], range: lastHour } }
  const asked = new URLSearchParams({ schemaVersion: '1', panes: JSON.stringify(panes), orgId: '1' })
  return `${grafana}/explore?${asked.toString()}`
}

const withoutSlash = (address: string): string => address.replace(/\/$/, '')

function own(view: TraceView, service: string): string {
  if ('jaeger' in view)
    return `${withoutSlash(view.jaeger)}/search?${new URLSearchParams({ service, lookback: '1h' }).toString()}`
  const query = { queryType: 'traceql', query: `{resource.service.name="${service}"}` }
  return explore(withoutSlash(view.grafana), view.tempo, 'tempo', query)
}

/** https://docs.aws.amazon.com/xray/latest/devguide/xray-console-deeplinks.html */
function xray({ region }: Cluster, service: string): string {
  const filter = encodeURIComponent(`service("${service}")`)
  return `${consoleOf(region)}/xray/home?region=${region}#/traces?timeRange=PT1H&filter=${filter}`
}

/** The page with the traces of an app. @returns `undefined` if nobody can open it */
export function traceLink(app: App, cluster: Cluster, fleet: Pick<Fleet, 'signOn'>): string | undefined {
  const tracing = tracingOf(cluster)
  const service = serviceOf(app)
  if (tracing === undefined) return undefined
  if (tracing.to === 'xray') return xray(cluster, service)
  if (tracing.to === 'otlp') return tracing.view === undefined ? undefined : own(tracing.view, service)
  if (!signOnApps(fleet).includes('grafana')) return undefined
  return explore(`https://${signOnHost('grafana', cluster)}`, jaegerSource, 'jaeger', { queryType: 'search', service })
}
