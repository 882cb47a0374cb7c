import { bounded, decide, textsOf, type Decision } from '../src/iam/evaluate.ts'
import { policy, type PolicyDocument, type Statement } from '../src/iam/policy.ts'
import type { AwsRequest } from '../src/iam/request.ts'

/** A role that asks, with what it has. */
export interface Asking {
  readonly account: string
  /** Its whole ARN. */
  readonly role: string
  readonly policies: readonly PolicyDocument[]
  readonly boundary: PolicyDocument
}

/** The resource of a request: its account and its policy. */
export interface Asked {
  readonly account: string
  readonly policy: PolicyDocument
}

/** Whether a statement is about the role: about everybody, its account, or itself. */
function isAbout({ account, role }: Asking, { Principal }: Statement): boolean {
  if (Principal === undefined || Principal === '*') return true
  return textsOf(Principal['AWS']).some(
    (name) => name === '*' || name === account || name === `arn:aws:iam::${account}:root` || name === role,
  )
}

/**
 * AWS' decision on a role's request to a resource with a policy of its own. Of another account both sides have to allow
 * it; of its own the role's, or the thing's to the account or the role. Whoever denies wins.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function decideAcross(asking: Asking, asked: Asked, request: AwsRequest): Decision {
  const context = { 'aws:PrincipalArn': asking.role, 'aws:SecureTransport': 'true', ...request.context }
  const whole: AwsRequest = { ...request, context }
  const own = bounded(decide(asking.policies, whole), decide([asking.boundary], whole))
  const theirs = decide([policy(...asked.policy.Statement.filter((one) => isAbout(asking, one)))], whole)
  if (asking.account !== asked.account) return bounded(own, theirs)
  if (own === 'denied' || theirs === 'denied') return 'denied'
  return own === 'allowed' || theirs === 'allowed' ? 'allowed' : 'not-allowed'
}
