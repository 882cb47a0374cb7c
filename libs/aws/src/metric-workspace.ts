import { managedMetrics, type Cluster } from '@slipway/fleet'
import { clusterStack } from './cluster/names.ts'
import { managed, resource, stack, type AwsStack } from './model/stack.ts'

/** The workspace that keeps a cluster's metrics. AWS chooses its id, which the cluster's file then says. */
export function metricWorkspace(cluster: Cluster): readonly AwsStack[] {
  if (managedMetrics(cluster) === undefined) return []
  return [
    stack({
      ...clusterStack(cluster, 'metrics', `Where metrics of ${cluster.name} are kept`),
      resources: {
        Workspace: resource('AWS::APS::Workspace', { Alias: cluster.name, Tags: [managed] }, { retained: true }),
      },
    }),
  ]
}
