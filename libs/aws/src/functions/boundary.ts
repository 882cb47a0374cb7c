import { functionBoundaryName, type Cluster } from '@slipway/fleet'
import { allow } from '../iam/policy.ts'
import type { AwsStack } from '../model/stack.ts'
import { arn } from '../model/value.ts'
import { boundaryId, boundaryStack, mostOfApps } from '../roles/boundary.ts'
import { functionTraceRights } from '../roles/trace-rights.ts'
import { interfaces, secretActions, logActions } from './rights.ts'

const what = 'functions-boundary'

export const functionBoundaryId = (cluster: Cluster): string => boundaryId(cluster, what)

/**
 * The most that the role of any function beside a cluster can be: what apps may, its own log, secrets that the role names, and an
 * address in the VPC. It names no function.
 */
export const functionBoundary = (cluster: Cluster): AwsStack => {
  const place = `${cluster.region}:${cluster.account}`
  return boundaryStack(cluster, what, {
    id: 'Functions',
    name: functionBoundaryName(cluster),
    whom: `any function beside ${cluster.name}`,
    statements: [
      ...mostOfApps(cluster),
      allow('Logs', logActions, arn(`logs:${place}:log-group:/aws/lambda/${cluster.name}-*`)),
      allow('Secrets', secretActions, arn(`secretsmanager:${place}:secret:*`)),
      interfaces,
      ...functionTraceRights(cluster),
    ],
  })
}
