/**
 * A property of a resource. Types and property names are those of the CloudFormation registry
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/); each writer translates them. References
 * are nodes with a `$` key, which no property has.
 */
export type Value = string | number | boolean | Reference | readonly Value[] | Properties
export interface Properties {
  readonly [name: string]: Value
}

export type Reference =
  /** An ARN in the account's own partition; the rest after `arn:aws:`. */
  | { readonly $arn: string }
  /** The name or id of a resource of the same stack. */
  | { readonly $ref: string }
  /** An attribute of a resource of the same stack. */
  | { readonly $attribute: readonly [id: string, attribute: string] }
  /** The value of an `AWS::SSM::Parameter` that another stack or a person wrote. */
  | { readonly $parameter: string }
  /** Texts, one after the other. */
  | { readonly $join: readonly Value[] }
  /** A text in base64, as user data is given. */
  | { readonly $base64: Value }

export const arn = (rest: string) => ({ $arn: rest }) as const
export const ref = (id: string) => ({ $ref: id }) as const
export const attribute = (id: string, name: string) => ({ $attribute: [id, name] }) as const
export const parameter = (name: string) => ({ $parameter: name }) as const
export const join = (...parts: readonly Value[]) => ({ $join: parts }) as const
export const base64 = (text: Value) => ({ $base64: text }) as const

const isObject = (value: Value): value is Reference | Properties => typeof value === 'object' && !Array.isArray(value)

export const isReference = (value: Value): value is Reference =>
  isObject(value) && Object.keys(value).length === 1 && Object.keys(value)[0]?.startsWith('$') === true

/** All references in a value, at any depth. */
export function referencesIn(value: Value): readonly Reference[] {
  if (Array.isArray(value)) return (value as readonly Value[]).flatMap(referencesIn)
  if (!isObject(value)) return []
  if (!isReference(value)) return Object.values(value).flatMap(referencesIn)
  if ('$base64' in value) return referencesIn(value.$base64)
  return '$join' in value ? value.$join.flatMap(referencesIn) : [value]
}

/** Names of the parameters that a value reads. */
export const parametersIn = (value: Value): readonly string[] =>
  referencesIn(value).flatMap((one) => ('$parameter' in one ? [one.$parameter] : []))
