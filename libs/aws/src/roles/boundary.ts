import { boundaryName, type Cluster } from '@slipway/fleet'
import { allow, policy, type Statement } from '../iam/policy.ts'
import { resource, stack, stackId, type AwsStack } from '../model/stack.ts'
import { actions, arnOf } from './app-rights.ts'

const of = ({ account, name }: Cluster) => ({ account, region: null, name: `${name}-boundary` })

export const boundaryId = (cluster: Cluster): string => stackId(of(cluster))

/** What programs do with resources of an environment, of any name. */
export const mostOfApps = (cluster: Cluster): readonly Statement[] => [
  allow('Queues', [...new Set([...actions.send, ...actions.work])].sort(), arnOf.queue('*', cluster)),
  allow('Topics', actions.publish, arnOf.topic('*', cluster)),
  allow('Buckets', actions.bucket, arnOf.bucket('*', '*', cluster)),
  allow('Objects', actions.objects, arnOf.objects('*', '*', cluster)),
  allow('Tables', actions.table, arnOf.table('*', '*', cluster)),
]

/**
 * The most that the role of any app of a cluster can be: what programs do with resources of its own environment. Whatever
 * else somebody writes into such a role is refused. It names no app.
 */
export const boundary = (cluster: Cluster): AwsStack =>
  stack({
    ...of(cluster),
    clusters: [cluster.name],
    source: `fleet/clusters/${cluster.name}.ts`,
    description: `The most that any app of ${cluster.name} may do in AWS`,
    resources: {
      Apps: resource('AWS::IAM::ManagedPolicy', {
        ManagedPolicyName: boundaryName(cluster),
        Description: `The most that any app of ${cluster.name} may do`,
        PolicyDocument: policy(...mostOfApps(cluster)),
      }),
    },
  })
