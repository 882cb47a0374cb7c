import { mapValues } from '@slipway/kube'
import { isReference, type Properties, type Value } from '../model/value.ts'
import { holds } from './condition.ts'
import { matchesPattern } from './pattern.ts'
import type { Conditions, PolicyDocument, Statement } from './policy.ts'
import type { AwsRequest, RequestContext } from './request.ts'
import { asLiteral, filled } from './variables.ts'

export type Decision = 'allowed' | 'denied' | 'not-allowed'

/** As IAM reads it in the partition `aws`; a name that only AWS knows matches nothing. */
export function textsOf(value: Value | undefined): readonly string[] {
  if (value === undefined) return []
  if (Array.isArray(value)) return (value as readonly Value[]).flatMap(textsOf)
  if (typeof value !== 'object') return [String(value)]
  return isReference(value) && '$arn' in value ? [`arn:aws:${value.$arn}`] : []
}

/** A document as IAM has it in the partition `aws`. */
export function resolved(value: PolicyDocument): unknown {
  const of = (one: Value): unknown => {
    if (Array.isArray(one)) return (one as readonly Value[]).map(of)
    if (typeof one !== 'object') return one
    if (isReference(one)) return textsOf(one)[0] ?? ''
    return mapValues(one as Properties, of)
  }
  return of(value as unknown as Value)
}

const conditionsHold = (conditions: Conditions, context: RequestContext): boolean =>
  Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, value]) => holds(operator, key, textsOf(value), context)),
  )

function applies({ Action, Resource, Condition = {} }: Statement, request: AwsRequest): boolean {
  const { action, resource, context = {} } = request
  const isOf = (pattern: string): boolean => {
    const whole = filled(pattern, context)
    return whole !== undefined && matchesPattern(whole, asLiteral(resource))
  }
  return (
    (typeof Action === 'string' ? [Action] : Action).some((pattern) =>
      matchesPattern(pattern.toLowerCase(), action.toLowerCase()),
    ) &&
    // A trust policy has no resource: it is the role's own.
    (Resource === undefined || textsOf(Resource).some(isOf)) &&
    conditionsHold(Condition, context)
  )
}

export function decide(documents: readonly PolicyDocument[], request: AwsRequest): Decision {
  const found = documents.flatMap(({ Statement }) => Statement).filter((statement) => applies(statement, request))
  if (found.some(({ Effect }) => Effect === 'Deny')) return 'denied'
  return found.length > 0 ? 'allowed' : 'not-allowed'
}

/** The decision of policies within a boundary: both have to allow, and neither may deny. */
export function bounded(own: Decision, most: Decision): Decision {
  if (own === 'denied' || most === 'denied') return 'denied'
  return own === 'allowed' && most === 'allowed' ? 'allowed' : 'not-allowed'
}

/**
 * IAM's decision on a role's request to a resource of the same account without a policy of its own: both its policies
 * and its boundary have to allow it, and neither may deny it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * @throws RangeError for a condition operator that it does not know
 */
export function evaluate(
  policies: readonly PolicyDocument[],
  boundary: PolicyDocument | undefined,
  request: AwsRequest,
): Decision {
  return bounded(decide(policies, request), boundary === undefined ? 'allowed' : decide([boundary], request))
}
