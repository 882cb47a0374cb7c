import { isReference, type Value } from '../model/value.ts'
import type { Conditions, PolicyDocument, Statement } from './policy.ts'

/** What somebody asks AWS for. */
export interface AwsRequest {
  /** `sqs:SendMessage`. */
  readonly action: string
  /** A whole ARN, or `*` where an action has no resource. */
  readonly resource: string
  /** Context keys with their values: `aws:RequestTag/team`. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>
}

export type Decision = 'allowed' | 'denied' | 'not-allowed'

/** As IAM reads it in the partition `aws`; a name that only AWS knows matches nothing. */
function textsOf(value: Value | undefined): readonly string[] {
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
    return Object.fromEntries(Object.entries(one).map(([name, inner]) => [name, of(inner as Value)]))
  }
  return of(value as unknown as Value)
}

/** `*` is any text, `?` any character. Linear: the last star is the only one that is tried again. */
export function matchesPattern(pattern: string, text: string): boolean {
  let [p, t, star, from] = [0, 0, -1, 0]
  while (t < text.length) {
    if (pattern[p] === '*') [star, from, p] = [p, t, p + 1]
    else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) [p, t] = [p + 1, t + 1]
    else if (star >= 0) [p, t, from] = [star + 1, from + 1, from + 1]
    else return false
  }
  while (pattern[p] === '*') p++
  return p === pattern.length
}

const equals = (pattern: string, text: string): boolean => pattern === text
const one =
  (test: (pattern: string, text: string) => boolean) =>
  (wanted: readonly string[], given: string): boolean =>
    wanted.some((pattern) => test(pattern, given))

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const operators: Readonly<Record<string, (wanted: readonly string[], given: string) => boolean>> = {
  StringEquals: one(equals),
  StringNotEquals: (wanted, given) => !one(equals)(wanted, given),
  StringLike: one(matchesPattern),
  StringNotLike: (wanted, given) => !one(matchesPattern)(wanted, given),
  ArnEquals: one(matchesPattern),
  ArnLike: one(matchesPattern),
  Bool: one((a, b) => a.toLowerCase() === b.toLowerCase()),
}
const negated = /^(String|Arn)Not/

/** @throws RangeError for an operator that this does not know: a wrong answer would be worse */
function holds(operator: string, key: string, wanted: readonly string[], context: AwsRequest['context'] = {}): boolean {
  const found = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1]
  if (operator === 'Null') return wanted.some((one) => (one === 'true') === (found === undefined))
  const [, set, name = '', optional] = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(operator) ?? []
  const test = operators[name]
  if (test === undefined) throw new RangeError(`no evaluator for the operator ${operator}`)
  const given = typeof found === 'string' ? [found] : (found ?? [])
  if (found === undefined) return optional !== undefined || set === 'ForAllValues' || negated.test(name)
  return set === 'ForAllValues' ? given.every((one) => test(wanted, one)) : given.some((one) => test(wanted, one))
}

const conditionsHold = (conditions: Conditions = {}, context: AwsRequest['context']): boolean =>
  Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, value]) => holds(operator, key, textsOf(value), context)),
  )

const applies = ({ Action, Resource, Condition }: Statement, { action, resource, context }: AwsRequest): boolean =>
  (typeof Action === 'string' ? [Action] : Action).some((pattern) =>
    matchesPattern(pattern.toLowerCase(), action.toLowerCase()),
  ) &&
  // A trust policy has no resource: it is the role's own.
  (Resource === undefined || textsOf(Resource).some((pattern) => matchesPattern(pattern, resource))) &&
  conditionsHold(Condition, context)

function decide(documents: readonly PolicyDocument[], request: AwsRequest): Decision {
  const found = documents.flatMap(({ Statement }) => Statement).filter((statement) => applies(statement, request))
  if (found.some(({ Effect }) => Effect === 'Deny')) return 'denied'
  return found.length > 0 ? 'allowed' : 'not-allowed'
}

/** What policies and a boundary decide together: both have to allow, and neither may deny. */
export function bounded(own: Decision, most: Decision): Decision {
  if (own === 'denied' || most === 'denied') return 'denied'
  return own === 'allowed' && most === 'allowed' ? 'allowed' : 'not-allowed'
}

/**
 * What IAM says to a role of one account about a resource of the same account that has no policy of its own: both its policies and
 * its boundary have to allow it, and neither may deny it.
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
