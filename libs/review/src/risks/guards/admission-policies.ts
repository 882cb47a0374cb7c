import { at, fields, list, text, texts, type Fields } from '@slipway/kube'
import { canonical } from '../../compare/diff.ts'
import type { Entity } from '../../read/entity.ts'
import { wordsPart, type Opening } from '../covers.ts'
import { celWords } from './cel-words.ts'

/**
 * Kyverno's own policies deny where they say nothing (api/policies.kyverno.io ValidationActions); a binding has to say
 * it.
 */
const denies = ({ group, value }: Entity): boolean => {
  const actions = texts(at(value, 'spec', 'validationActions'))
  return actions.includes('Deny') || (actions.length === 0 && group === 'policies.kyverno.io')
}
export const bindings = (entity: Entity): readonly Opening[] => {
  if (!denies(entity)) return []
  const spec = fields(entity.value.spec)
  const { namespaceSelector, ...match } = fields(spec.matchResources ?? spec.matchConstraints)
  const scope = canonical([match, spec.policyName, spec.paramRef, spec.matchImageReferences])
  return [[entity.name, wordsPart({ scope: [scope], ...namespacesOf(namespaceSelector) })]]
}
/**
 * The namespaces that a selector takes or leaves out by one list, or all of the selector: a longer list is a stricter
 * policy.
 */
function namespacesOf(selector: unknown): Readonly<Record<string, readonly string[]>> {
  const { matchExpressions, ...labels } = fields(selector)
  const [{ key, operator, values } = {}, ...more] = list(matchExpressions)
  const isList = operator === 'In' || operator === 'NotIn'
  if (isList && more.length === 0 && Object.keys(labels).length === 0)
    return { [`${operator === 'In' ? '' : 'not '}namespaces by ${text(key)}`]: texts(values) }
  return Object.keys(fields(selector)).length === 0 ? {} : { selector: [canonical(selector)] }
}

/** The expressions of a policy by what they ask, and the words of their lists. */
interface Asking {
  readonly validations: readonly Opening[]
  /** Each with the place of its expression. */
  readonly words: readonly Opening[]
}
function asking(spec: Fields): Asking {
  const words: Opening[] = []
  const frameOf = (place: string, expression: unknown): string => {
    const found = celWords(text(expression) ?? '')
    words.push(...found.words.map((word) => [word, place]))
    return found.frame
  }
  const framed = (field: string): readonly (readonly [name: string, frame: string])[] =>
    list(spec[field]).map(({ name, expression }) => [text(name) ?? '', frameOf(`${field} ${text(name)}`, expression)])
  const [conditions, variables] = [framed('matchConditions'), framed('variables')]
  const where = canonical([spec.matchConstraints ?? {}, conditions])
  const validations = list(spec.validations).map(({ expression }) => {
    const frame = frameOf('validations', expression)
    return [frame, where, canonical(variablesOf(frame, variables))]
  })
  return { validations, words }
}
/** The variables that an expression uses, and those that these use. */
function variablesOf(
  expression: string,
  variables: readonly (readonly [string, string])[],
): readonly (readonly [string, string])[] {
  const used = new Set<string>()
  const take = (frame: string): void => {
    for (const [, name = ''] of frame.matchAll(/\bvariables\.(\w+)/g)) {
      if (used.has(name)) continue
      used.add(name)
      take(variables.find(([other]) => other === name)?.[1] ?? '')
    }
  }
  take(expression)
  return variables.filter(([name]) => used.has(name))
}

/** The demands of policies of the API server, whatever the words of their lists are. */
export const policies = ({ value }: Entity): readonly Opening[] => {
  const spec = fields(value.spec)
  return [
    ...asking(spec).validations,
    ...((text(spec.failurePolicy) ?? 'Fail') === 'Fail' ? [['failurePolicy Fail', '', '']] : []),
  ]
}
/** The words of the lists of such a policy: what is let in, or what is looked at. */
export const policyWords = ({ value }: Entity): readonly Opening[] => asking(fields(value.spec)).words
