import type { Cluster, Insights } from '@slipway/fleet'

/** The suffix of Container Insights' stacks after the cluster's name. */
export const insightsLogs = 'insights-logs'
/** The role's stack is `<cluster>-addon-insights`. */
export const insightsRole = 'insights'

/**
 * Log groups of Container Insights, whose names CloudWatch's pages look for.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-EKS-logs.html
 */
export const insightsGroup = ({ name }: Pick<Cluster, 'name'>, kind: string): string =>
  `/aws/containerinsights/${name}/${kind}`

/**
 * The agent's measurements; with logs, also what Fluent Bit reads of containers, nodes and Kubernetes' own programs.
 */
export const insightsKinds = ({ logs }: Insights): readonly string[] =>
  logs ? ['application', 'dataplane', 'host', 'performance'] : ['performance']
