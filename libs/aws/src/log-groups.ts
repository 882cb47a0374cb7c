import { insightsOf, loggingOf, pascal, platformTeam, type Cluster, type Fleet } from '@slipway/fleet'
import { logGroupOf, logStream, otherLogs } from '@slipway/platform'
import { clusterStack } from './cluster/names.ts'
import { insightsGroup, insightsKinds, insightsLogs } from './insights-names.ts'
import { logGroup } from './model/log-group.ts'
import { resource, stack, type AwsStack } from './model/stack.ts'
import { ref } from './model/value.ts'

/** A log group for each team, and one for all else: policies grant reading by the group's name. */
export function logGroups(cluster: Cluster, fleet: Fleet): readonly AwsStack[] {
  const logging = loggingOf(cluster, fleet)
  if (logging?.to !== 'cloudwatch') return []
  const teams = [...fleet.teams.keys(), otherLogs].filter((team) => team !== platformTeam)
  return [
    stack({
      ...clusterStack(cluster, 'logs', `Logs of the pods of ${cluster.name}, by team`),
      resources: Object.fromEntries(
        teams.flatMap((team) => [
          [`${pascal(team)}Logs`, logGroup(logGroupOf(cluster, team), logging.retention)],
          [
            `${pascal(team)}Stream`,
            resource('AWS::Logs::LogStream', { LogGroupName: ref(`${pascal(team)}Logs`), LogStreamName: logStream }),
          ],
        ]),
      ),
    }),
  ]
}

/** The groups of Container Insights. Its agent would make them, and keep everything for ever. */
export function insightsGroups(cluster: Cluster): readonly AwsStack[] {
  const insights = insightsOf(cluster)
  if (insights === undefined) return []
  return [
    stack({
      ...clusterStack(cluster, insightsLogs, `What Container Insights of ${cluster.name} writes`),
      resources: Object.fromEntries(
        insightsKinds(insights).map((kind) => [
          pascal(kind),
          logGroup(insightsGroup(cluster, kind), insights.retention),
        ]),
      ),
    }),
  ]
}
