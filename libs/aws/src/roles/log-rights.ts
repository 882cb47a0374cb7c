import { loggingOf, type Cluster, type Fleet } from '@slipway/fleet'
import { logGroupOf } from '@slipway/platform'
import { allow, type Statement } from '../iam/policy.ts'
import { arn } from '../model/value.ts'

/** The collector's rights for logs in AWS. @returns an empty list if its store is outside AWS */
export function logRights(cluster: Cluster, fleet: Fleet): readonly (readonly Statement[])[] {
  const { account, region } = cluster
  const to = loggingOf(cluster, fleet)?.to
  if (to === 'cloudwatch')
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-OTLPEndpoint.html; the groups are
    // stacks, so it makes none.
    return [
      [
        allow(
          'WriteLogs',
          ['logs:PutLogEvents', 'logs:DescribeLogGroups', 'logs:DescribeLogStreams'],
          arn(`logs:${region}:${account}:log-group:${logGroupOf(cluster, '*')}`),
        ),
      ],
    ]
  // https://docs.aws.amazon.com/opensearch-service/latest/developerguide/configure-client-otel.html
  if (to === 'opensearch') return [[allow('SendLogs', ['osis:Ingest'], arn(`osis:${region}:${account}:pipeline/*`))]]
  return []
}
