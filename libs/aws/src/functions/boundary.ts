import { functionBoundaryName, type Cluster, type Fleet } from '@slipway/fleet'
import { deploysStacks } from '../deploy/deploy-names.ts'
import { allow, type Statement } from '../iam/policy.ts'
import type { AwsStack } from '../model/stack.ts'
import { arn, type Properties } from '../model/value.ts'
import { boundaryId, boundaryStack, mostOfApps } from '../roles/boundary.ts'
import { functionTraceRights } from '../roles/trace-rights.ts'
import { interfaces, secretActions, logActions } from './rights.ts'

const what = 'functions-boundary'

export const functionBoundaryId = (cluster: Cluster): string => boundaryId(cluster, what)

/** Rights for schedules and shifting weights of any function beside the cluster. */
const mostOfHelpers = ({ region, account, name }: Cluster): readonly Statement[] => [
  allow(
    'Helpers',
    ['lambda:GetAlias', 'lambda:GetProvisionedConcurrencyConfig', 'lambda:InvokeFunction', 'lambda:UpdateAlias'],
    arn(`lambda:${region}:${account}:function:${name}-*`),
  ),
  allow('SeeAlarms', ['cloudwatch:DescribeAlarms'], '*'),
]

/** The roles beside a function's own: bounded where a workflow makes them, or it could make any. */
export const helperBounds = (cluster: Cluster, fleet: Fleet): Properties =>
  deploysStacks(fleet)
    ? { PermissionsBoundary: arn(`iam::${cluster.account}:policy/${functionBoundaryName(cluster)}`) }
    : {}

/**
 * The permissions boundary of functions beside a cluster: the rights of apps, the function's own log, secrets that the
 * role names, and an address in the VPC. It names no function.
 */
export const functionBoundary = (cluster: Cluster, fleet: Fleet): AwsStack => {
  const place = `${cluster.region}:${cluster.account}`
  return boundaryStack(cluster, what, {
    id: 'Functions',
    name: functionBoundaryName(cluster),
    whom: `any function beside ${cluster.name}`,
    statements: [
      ...mostOfApps(cluster, fleet),
      allow('Logs', logActions, arn(`logs:${place}:log-group:/aws/lambda/${cluster.name}-*`)),
      allow('Secrets', secretActions, arn(`secretsmanager:${place}:secret:*`)),
      interfaces,
      ...functionTraceRights(cluster),
      ...(deploysStacks(fleet) ? mostOfHelpers(cluster) : []),
    ],
  })
}
