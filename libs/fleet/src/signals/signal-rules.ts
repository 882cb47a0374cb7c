import { issue, show, suggestion, type Issue } from '@slipway/core'
import { retentionDays } from '../aws.ts'
import type { ElasticCluster } from './elastic.ts'
import { loggingOf, type Logging, type LoggingData } from './logging.ts'
import { tracingOf, type TracingData } from './tracing.ts'

interface Signals {
  readonly logging?: LoggingData | undefined
  readonly tracing?: TracingData | undefined
}

/** Services of the cluster itself are asked without TLS. */
const isInside = (address: string): boolean => {
  const host = URL.parse(address)?.hostname ?? ''
  return host.endsWith('.svc') || host.endsWith('.svc.cluster.local')
}

function addressIssues(
  file: string,
  field: string,
  to: string,
  address: string | undefined,
  own: string | undefined,
): Issue[] {
  const at = `${field}.address`
  if (own !== undefined)
    return address === undefined
      ? []
      : [issue(file, at, 'store-address', show(address), `none: ${own}`, 'take "address" out')]
  if (address === undefined) {
    const example = `{ to: '${to}', address: 'https://${to}.acme.example' }`
    return [issue(file, at, 'store-address', 'none', 'the address of the store', `write ${field}: ${example}`)]
  }
  const want = "https://, or http:// for a Service of the cluster itself, such as 'http://store.obs.svc:4318'"
  return address.startsWith('http://') && !isInside(address)
    ? [issue(file, at, 'plain-http', show(address), want, 'write https://')]
    : []
}

/** Two master-eligible nodes form no majority: neither can tell a lost node from a lost network. */
function elasticIssues(file: string, to: string, { nodes }: ElasticCluster): Issue[] {
  const at = 'logging.cluster'
  return [
    ...(to === 'elastic' ? [] : [issue(file, at, 'own-store', show(to), "to: 'elastic'", 'take "cluster" out')]),
    ...(nodes === 2
      ? [issue(file, `${at}.nodes`, 'elastic-nodes', show(nodes), 'three nodes or more, or one', 'write nodes: 3')]
      : []),
  ]
}

interface Place extends Pick<Signals, 'logging'> {
  readonly name: string
  readonly file: string
  readonly quiet?: boolean | undefined
  readonly internalDomain?: string | undefined
}

/** The needs of an Elasticsearch in its cluster, for the fleet's and a cluster's own. */
export const elasticPlaceIssues = (fleetFile: string, fleet: Signals, clusters: readonly Place[]): Issue[] =>
  clusters.flatMap((place) => {
    const file = place.logging === undefined ? fleetFile : place.file
    const own = loggingOf(place, fleet)?.cluster
    const at = (field: string) => `logging.cluster.${field}`
    return [
      ...(own?.nodes === 1 && place.quiet !== true
        ? [
            issue(
              file,
              at('nodes'),
              'elastic-nodes',
              `1, in ${place.name}`,
              'three nodes or more where alerts page somebody',
              'write nodes: 3, or the one node in the files of quiet clusters',
            ),
          ]
        : []),
      ...(own?.kibana === 'internal' && place.internalDomain === undefined
        ? [
            issue(
              file,
              at('kibana'),
              'kibana-host',
              `"internal", in ${place.name}`,
              'an internalDomain in the file of the cluster',
              "write it there, or kibana: 'inside'",
            ),
          ]
        : []),
    ]
  })

/** Why its records need no address; `undefined` where they do. */
function ownStoreOf({ to, cluster }: Logging): string | undefined {
  if (cluster !== undefined) return 'the cluster runs its own store'
  return to === 'cloudwatch' ? 'the region says where cloudwatch is' : undefined
}

function loggingIssues(file: string, data: LoggingData, teams: readonly string[]): Issue[] {
  const logging = loggingOf({ logging: data }, {})
  if (logging === undefined) return []
  const { to, address, cluster, retention, keep } = logging
  // Other stores keep any number of days.
  const days: readonly number[] = retentionDays
  return [
    ...addressIssues(file, 'logging', to, address, ownStoreOf(logging)),
    ...(cluster === undefined ? [] : elasticIssues(file, to, cluster)),
    ...(to !== 'cloudwatch' || days.includes(retention)
      ? []
      : [
          issue(
            file,
            'logging.retention',
            'log-retention',
            show(retention),
            `what CloudWatch takes: ${days.join(', ')}`,
            `take the next: ${days.find((each) => each > retention) ?? days.at(-1)}`,
          ),
        ]),
    ...[...keep.keys()].flatMap((app) => {
      const [team = ''] = app.split('/')
      if (teams.includes(team)) return []
      const at = `logging.keep.${app}`
      return [issue(file, at, 'unknown-team', show(team), 'a team of the fleet', suggestion(team, teams))]
    }),
  ]
}

/**
 * A store of AWS is where its region says, and Jaeger of the cluster where we make it; both know how people see them.
 */
const ownStores = {
  otlp: undefined,
  xray: 'the region says where X-Ray is',
  jaeger: 'it is made in the cluster',
} as const

function tracingIssues(file: string, data: TracingData): Issue[] {
  const tracing = tracingOf({ tracing: data })
  if (tracing === undefined) return []
  const { to, address, view } = tracing
  const own = ownStores[to]
  return [
    ...addressIssues(file, 'tracing', to, address, own),
    ...(own === undefined || view === undefined
      ? []
      : [
          issue(
            file,
            'tracing.view',
            'store-view',
            show(view),
            `none: of "${to}" it is known where people look`,
            'take "view" out',
          ),
        ]),
  ]
}

/** @param teams of the fleet, as far as they are known */
export const signalIssues = (file: string, { logging, tracing }: Signals, teams: readonly string[]): Issue[] => [
  ...(logging === undefined ? [] : loggingIssues(file, logging, teams)),
  ...(tracing === undefined ? [] : tracingIssues(file, tracing)),
]
