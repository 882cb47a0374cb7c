import { readJson } from '@slipway/core'
import { AmbiguousScalar } from '@slipway/kube'

const isPlain = (value: object): boolean => Object.getPrototypeOf(value) === Object.prototype

/** `!GetAtt A.Arn` is `{ "Fn::GetAtt": ["A", "Arn"] }`. */
function longForm(tag: string, value: unknown): unknown {
  if (tag === 'Ref' || tag === 'Condition') return { [tag]: value }
  const [resource, ...attribute] = typeof value === 'string' ? value.split('.') : []
  return { [`Fn::${tag}`]: tag === 'GetAtt' && resource !== undefined ? [resource, attribute.join('.')] : value }
}

/** The value of a CloudFormation function whose arguments are known. */
export function worked(value: Readonly<Record<string, unknown>>): unknown {
  const sub = value['Fn::Sub']
  if (typeof sub === 'string' && !sub.includes('${')) return sub
  const join = value['Fn::Join']
  if (!Array.isArray(join) || typeof join[0] !== 'string' || !Array.isArray(join[1])) return value
  const parts: readonly unknown[] = join[1]
  return parts.every((part) => typeof part === 'string') ? parts.join(join[0]) : value
}

/**
 * A template's value by what it says: short forms as the long ones, functions of texts alone as their text, and a
 * policy as text in a property, such as ECR's LifecyclePolicyText, as what it says.
 */
export function templateValue(value: unknown): unknown {
  if (value instanceof AmbiguousScalar) {
    const [, tag, text] = /^!(\w+) ([^]*)$/.exec(value.source) ?? []
    return tag === undefined ? value : templateValue(longForm(tag, text))
  }
  if (typeof value === 'string' && /^\s*\{/.test(value)) return readJson(value) ?? value
  if (Array.isArray(value)) return value.map(templateValue)
  if (typeof value !== 'object' || value === null || !isPlain(value)) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, templateValue(inner)] as const)
  const [[key = '', inner] = []] = entries
  const tag = entries.length === 1 ? /^tag !(\w+)$/.exec(key)?.[1] : undefined
  return worked(tag === undefined ? Object.fromEntries(entries) : (longForm(tag, inner) as Record<string, unknown>))
}
