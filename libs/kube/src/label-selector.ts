import { type Fields, fields, list, text, textMap, texts } from './value.ts'

export type Labels = Readonly<Record<string, string>>

export const labelsOf = (value: unknown): Labels => Object.fromEntries(textMap(value))

const mapOf = (selector: Fields): unknown =>
  'matchLabels' in selector || 'matchExpressions' in selector ? selector.matchLabels : selector

/** Also of a Service's plain map. */
export const pairsOf = (selector: Fields): readonly (readonly [string, string])[] => textMap(mapOf(selector))

function matchesExpression(expression: Fields, labels: Labels): boolean {
  const value = labels[text(expression.key) ?? '']
  const values = texts(expression.values)
  switch (expression.operator) {
    case 'In':
      return value !== undefined && values.includes(value)
    case 'NotIn':
      return value === undefined || !values.includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
    default:
      return false
  }
}

/** An empty selector matches all (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/). */
export function matches(selector: Fields, labels: Labels): boolean {
  const pairs = fields(mapOf(selector))
  for (const name of Object.keys(pairs)) {
    const value = pairs[name]
    if (typeof value === 'string' && labels[name] !== value) return false
  }
  return list(selector.matchExpressions).every((e) => matchesExpression(e, labels))
}

export const isEmpty = (selector: unknown): boolean =>
  pairsOf(fields(selector)).length === 0 && list(fields(selector).matchExpressions).length === 0

export function selectorText(selector: Fields): string {
  const pairs = pairsOf(selector).map(([k, v]) => `${k}=${v}`)
  const rest = list(selector.matchExpressions).map(
    (e) => `${text(e.key) ?? ''} ${text(e.operator) ?? ''} (${texts(e.values).join(', ')})`,
  )
  return [...pairs, ...rest].join(', ')
}
