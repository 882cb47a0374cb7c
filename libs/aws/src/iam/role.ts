import { managed, resource, type AwsResource } from '../model/stack.ts'
import type { Properties } from '../model/value.ts'
import { policy, type PolicyDocument, type Statement } from './policy.ts'

interface Role {
  readonly name: string
  readonly does?: string
  readonly trust: PolicyDocument
  readonly rights?: readonly Statement[]
  /** @default rights */
  readonly policyName?: string
}

/** A role of IAM with its rights as one inline policy. @param more properties, such as its boundary */
export const role = (
  { name, does, trust, rights = [], policyName = 'rights' }: Role,
  more: Properties = {},
): AwsResource =>
  resource('AWS::IAM::Role', {
    RoleName: name,
    ...(does === undefined ? {} : { Description: does }),
    AssumeRolePolicyDocument: trust,
    ...(rights.length === 0 ? {} : { Policies: [{ PolicyName: policyName, PolicyDocument: policy(...rights) }] }),
    Tags: [managed],
    ...more,
  })
