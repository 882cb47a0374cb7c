import { insightsOf, type Cluster } from '@slipway/fleet'
import { allow, type Statement } from '../iam/policy.ts'
import { insightsGroup, insightsKinds } from '../insights-names.ts'
import { arn } from '../model/value.ts'

/**
 * The part of CloudWatchAgentServerPolicy that Container Insights needs: no traces, no parameters, and neither making
 * groups nor changing how long they keep, for they are stacks.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudWatchAgentServerPolicy.html
 */
export function insightsRights(cluster: Cluster): readonly (readonly Statement[])[] {
  const insights = insightsOf(cluster)
  if (insights === undefined) return []
  const { account, region } = cluster
  return [
    [
      // Machines' disks and groups, which the agent names in what it measures.
      allow('See', ['ec2:DescribeTags', 'ec2:DescribeVolumes'], '*', {
        StringEquals: { 'aws:RequestedRegion': region },
      }),
      // CloudWatch knows no metric as a resource.
      allow('Measure', ['cloudwatch:PutMetricData'], '*', {
        StringEquals: { 'aws:RequestedRegion': region, 'cloudwatch:namespace': 'ContainerInsights' },
      }),
      allow(
        'Write',
        ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        insightsKinds(insights).map((kind) =>
          arn(`logs:${region}:${account}:log-group:${insightsGroup(cluster, kind)}:*`),
        ),
      ),
    ],
  ]
}
