import { loggingOf, type Cluster, type Fleet } from '@slipway/fleet'
import { consoleOf } from '../aws-names.ts'
import { logGroupOf } from '../signals/log-exporters.ts'

export interface DashboardLink {
  readonly title: string
  /** With variables of the dashboard, which Grafana fills in. */
  readonly url: string
}

/** The console writes a path in its address encoded twice, with $ for the second per cent. */
const encoded = (path: string) => encodeURIComponent(path).replaceAll('%', '$25')
const team = '${team}'

/**
 * Where people read what a panel only counts, as far as the fleet's words say it: of other stores it knows where
 * records go in, not where they are read.
 */
export function linksOf(cluster: Cluster, fleet: Fleet): readonly DashboardLink[] {
  if (loggingOf(cluster, fleet)?.to !== 'cloudwatch') return []
  const { region } = cluster
  const groups = `${consoleOf(region)}/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/`
  return [{ title: 'Logs of the team', url: `${groups}${encoded(logGroupOf(cluster, ''))}${team}` }]
}
