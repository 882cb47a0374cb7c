import { insightsOf, systemTaint, type Cluster, type Insights } from '@slipway/fleet'
import { managed, resource, stack, stackId, type AwsStack } from '../model/stack.ts'
import { insightsLogs, insightsRole } from '../insights-names.ts'
import { clusterStack } from './names.ts'

/**
 * The add-on's settings. Its agent has a configuration of its own, which lists Container Insights alone: that is
 * how Application Signals is off in every version, and with it what changes pods of teams. Fluent Bit is off by its own
 * word. The operator tolerates the first nodes; the agent tolerates all by its default.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Observability-EKS-addon.html
 */
const insightsSettings = ({ logs }: Insights): string =>
  JSON.stringify({
    agent: { config: { logs: { metrics_collected: { kubernetes: { enhanced_container_insights: true } } } } },
    containerLogs: { enabled: logs },
    manager: {
      applicationSignals: { autoMonitor: { monitorAllServices: false } },
      tolerations: [{ key: systemTaint.key, operator: 'Exists' }],
    },
  })

/**
 * The add-on in a stack of its own, whoever made the cluster: its pods get their role as they start, and its agent
 * makes no log group, so both are there first. It waits for a node; without `aws` in the cluster's file, nodes are
 * there already.
 */
export function containerInsights(cluster: Cluster): readonly AwsStack[] {
  const insights = insightsOf(cluster)
  if (insights === undefined) return []
  const { account, region, name, aws } = cluster
  const idOf = (what: string) => stackId({ account, region, name: what })
  return [
    stack({
      ...clusterStack(cluster, 'insights', `CloudWatch Container Insights of ${name}`),
      resources: {
        Insights: resource('AWS::EKS::Addon', {
          ClusterName: name,
          AddonName: 'amazon-cloudwatch-observability',
          ConfigurationValues: insightsSettings(insights),
          // No version, as with the other add-ons: EKS's default for the cluster's Kubernetes.
          ResolveConflicts: 'OVERWRITE',
          Tags: [managed],
        }),
      },
      after: [
        idOf(`${name}-${insightsLogs}`),
        idOf(`${name}-addon-${insightsRole}`),
        ...(aws?.by === 'stacks' ? [idOf(`nodes-${name}-core`)] : []),
      ],
    }),
  ]
}
