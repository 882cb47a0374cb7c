import type { Cluster, Fleet } from '@slipway/fleet'
import type { PolicyDocument } from '../src/iam/policy.ts'
import type { AwsStack } from '../src/model/stack.ts'
import { addonRoles } from '../src/roles/addon-role.ts'

/** The policies of the first role of a stack. */
export function rightsOf({ resources }: AwsStack): readonly PolicyDocument[] {
  const role = Object.values(resources).find(({ type }) => type === 'AWS::IAM::Role')
  const policies = role?.properties['Policies'] as unknown as readonly { readonly PolicyDocument: PolicyDocument }[]
  return policies.map(({ PolicyDocument }) => PolicyDocument)
}

export function trustOf({ resources }: AwsStack): PolicyDocument {
  const role = Object.values(resources).find(({ type }) => type === 'AWS::IAM::Role')
  return role?.properties['AssumeRolePolicyDocument'] as unknown as PolicyDocument
}

export function boundaryOf({ resources }: AwsStack): PolicyDocument {
  const found = Object.values(resources).find(({ type }) => type === 'AWS::IAM::ManagedPolicy')
  return found?.properties['PolicyDocument'] as unknown as PolicyDocument
}

/** @throws where the add-on has none in the cluster */
export function addonRoleOf(addon: string, cluster: Cluster, fleet: Fleet): AwsStack {
  const found = addonRoles(cluster, fleet).find(({ name }) => name === `${cluster.name}-addon-${addon}`)
  if (found === undefined) throw new Error(`${addon} has no role in ${cluster.name}`)
  return found
}
