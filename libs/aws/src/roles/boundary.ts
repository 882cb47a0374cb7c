import { boundaryName, type Cluster } from '@slipway/fleet'
import type { AwsApp } from '../aws-app.ts'
import { clusterStack } from '../cluster/names.ts'
import { allow, policy, type Statement } from '../iam/policy.ts'
import { resource, stack, stackId, type AwsStack } from '../model/stack.ts'
import { actions, arnOf } from './app-rights.ts'
import { mostShared, type Sharing } from './shared-rights.ts'

const place = ({ account, name }: Cluster, what: string) => ({ account, region: null, name: `${name}-${what}` })

/** @param what the end of its stack's name */
export const boundaryId = (cluster: Cluster, what = 'boundary'): string => stackId(place(cluster, what))

/** Actions on an environment's resources of any name, and on other resources that the fleet gives. */
export const mostOfApps = (cluster: Cluster, sharing: Sharing): readonly Statement[] => [
  allow('Queues', [...new Set([...actions.send, ...actions.work])].sort(), arnOf.queue('*', cluster)),
  allow('Topics', actions.publish, arnOf.topic('*', cluster)),
  allow('Buckets', actions.bucket, arnOf.bucket('*', '*', cluster)),
  allow('Objects', actions.objects, arnOf.objects('*', '*', cluster)),
  allow('Tables', actions.table, arnOf.table('*', '*', cluster)),
  ...mostShared(cluster, sharing),
]

/**
 * Signing in to databases and caches, each only where an app of the environment has one: without them no policy
 * changes.
 */
function mostOfStores(cluster: Cluster, apps: readonly AwsApp[]): readonly Statement[] {
  const has = (kind: 'database' | 'cache'): boolean =>
    apps.some(({ uses }) => Object.keys(uses[cluster.environment]?.needs[kind] ?? {}).length > 0)
  return [
    ...(has('database') ? [allow('Databases', actions.database, arnOf.databaseUser('*', '*', cluster))] : []),
    ...(has('cache')
      ? [allow('Caches', actions.cache, [arnOf.cache('*', '*', cluster), arnOf.cacheUser('*', '*', cluster)])]
      : []),
  ]
}

interface Bound {
  readonly id: string
  /** The name of the managed policy. */
  readonly name: string
  readonly whom: string
  readonly statements: readonly Statement[]
}

/** A managed policy in a stack of its own. */
export const boundaryStack = (cluster: Cluster, what: string, { id, name, whom, statements }: Bound): AwsStack =>
  stack({
    ...clusterStack(cluster, what, `The most that ${whom} may do in AWS`),
    ...place(cluster, what),
    resources: {
      [id]: resource('AWS::IAM::ManagedPolicy', {
        ManagedPolicyName: name,
        Description: `The most that ${whom} may do`,
        PolicyDocument: policy(...statements),
      }),
    },
  })

/**
 * The permissions boundary of apps in a cluster: data operations on resources of its own environment. Refuses every
 * other right that somebody writes into such a role. It names no app.
 */
export const boundary = (
  cluster: Cluster,
  apps: readonly AwsApp[] = [],
  sharing: Sharing = { clusters: [cluster] },
): AwsStack =>
  boundaryStack(cluster, 'boundary', {
    id: 'Apps',
    name: boundaryName(cluster),
    whom: `any app of ${cluster.name}`,
    statements: [...mostOfApps(cluster, sharing), ...mostOfStores(cluster, apps)],
  })
