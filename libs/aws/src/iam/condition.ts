import { matchesArn, matchesPattern } from './pattern.ts'
import type { RequestContext } from './request.ts'
import { asLiteral, filled, valuesOf } from './variables.ts'

type Test = (pattern: string, text: string) => boolean

const equals: Test = (pattern, text) => asLiteral(pattern) === text

/** The operators by name; those with "Not" hold where the other one does not. */
const operators: Readonly<Record<string, Test>> = {
  StringEquals: equals,
  StringLike: matchesPattern,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
  Bool: (wanted, given) => wanted.toLowerCase() === given.toLowerCase(),
}

const parts = /^(?:(ForAllValues|ForAnyValue):)?(String|Arn|)(Not|)([A-Za-z]+?)(IfExists)?$/

/**
 * Whether one operator holds for one key.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 * @param wanted as the policy writes them, with variables
 * @throws RangeError for an operator that this does not know: a wrong answer would be worse
 */
export function holds(operator: string, key: string, wanted: readonly string[], context: RequestContext): boolean {
  const found = valuesOf(context, key)
  if (operator === 'Null') return wanted.some((one) => (one === 'true') === (found === undefined))
  const [, set, type = '', not = '', rest = '', optional] = parts.exec(operator) ?? []
  const test = operators[`${type}${rest}`]
  if (test === undefined) throw new RangeError(`no evaluator for the operator ${operator}`)
  const patterns = wanted.map((one) => filled(one, context))
  // AWS does not say what "not equal to nothing" is.
  if (not !== '' && patterns.includes(undefined))
    throw new RangeError(`no evaluator for ${operator} with a variable that the request does not have`)
  const known = patterns.filter((one) => one !== undefined)
  const matches = (value: string): boolean => known.some((one) => test(one, asLiteral(value))) === (not === '')
  // A set decides also where the key is missing: no value is one of them, and all of none are.
  if (set === 'ForAnyValue') return (found ?? []).some(matches)
  if (set === 'ForAllValues') return (found ?? []).every(matches)
  return found === undefined ? optional !== undefined || not !== '' : found.some(matches)
}
