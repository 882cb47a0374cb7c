import { functionBoundaryName, type Cluster } from '@slipway/fleet'
import { allow, policy } from '../iam/policy.ts'
import { resource, stack, stackId, type AwsStack } from '../model/stack.ts'
import { arn } from '../model/value.ts'
import { mostOfApps } from '../roles/boundary.ts'
import { interfaces, secretActions, logActions } from './rights.ts'

const of = ({ account, name }: Cluster) => ({ account, region: null, name: `${name}-functions-boundary` })

export const functionBoundaryId = (cluster: Cluster): string => stackId(of(cluster))

/**
 * The most that the role of any function beside a cluster can be: what apps may, its own log, secrets that the role names, and an
 * address in the VPC. It names no function.
 */
export const functionBoundary = (cluster: Cluster): AwsStack => {
  const place = `${cluster.region}:${cluster.account}`
  return stack({
    ...of(cluster),
    clusters: [cluster.name],
    source: `fleet/clusters/${cluster.name}.ts`,
    description: `The most that any function beside ${cluster.name} may do in AWS`,
    resources: {
      Functions: resource('AWS::IAM::ManagedPolicy', {
        ManagedPolicyName: functionBoundaryName(cluster),
        Description: `The most that any function beside ${cluster.name} may do`,
        PolicyDocument: policy(
          ...mostOfApps(cluster),
          allow('Logs', logActions, arn(`logs:${place}:log-group:/aws/lambda/${cluster.name}-*`)),
          allow('Secrets', secretActions, arn(`secretsmanager:${place}:secret:*`)),
          interfaces,
        ),
      }),
    },
  })
}
