import type { Plain, PlainFields } from './plain.ts'

/** Writes one CloudFormation property as fields of an ACK spec, which uses the names of the service's API. */
type Say = (value: Plain) => PlainFields
export interface Fields {
  readonly [property: string]: Say
}

const isFields = (value: Plain): value is PlainFields => typeof value === 'object' && !Array.isArray(value)
const listOf = (value: Plain): readonly Plain[] => {
  if (!Array.isArray(value)) throw new RangeError(`a list was expected, not ${JSON.stringify(value)}`)
  return value as readonly Plain[]
}

/**
 * The spec of properties.
 * @throws RangeError for a property that the table has not: left out, it would be lost in AWS
 */
export function said(value: Plain, fields: Fields, where: string): PlainFields {
  if (!isFields(value)) throw new RangeError(`${where}: properties were expected, not ${JSON.stringify(value)}`)
  let spec: PlainFields = {}
  for (const [property, one] of Object.entries(value)) {
    const say = Object.hasOwn(fields, property) ? fields[property] : undefined
    if (say === undefined) throw new RangeError(`${where}.${property}: ACK's field for it is not known here`)
    spec = { ...spec, ...say(one) }
  }
  return spec
}

/** The same value under another name. */
export const as =
  (name: string): Say =>
  (value) => ({ [name]: value })

/** Attributes of SQS and SNS are texts, whatever they say. */
export const asText =
  (name: string): Say =>
  (value) => ({ [name]: String(value) })

/** A document as the text that the API takes. */
export const asJson =
  (name: string): Say =>
  (value) => ({ [name]: JSON.stringify(value) })

export const within =
  (name: string, fields: Fields): Say =>
  (value) => ({ [name]: said(value, fields, name) })

/** @param more further fields of each */
export const eachOf =
  (name: string, fields: Fields, more: PlainFields = {}): Say =>
  (value) => ({ [name]: listOf(value).map((one) => ({ ...said(one, fields, name), ...more })) })

/** Moves its fields one level up. */
export const unwrapped =
  (fields: Fields): Say =>
  (value) =>
    said(value, fields, 'properties')

const pairs = (value: Plain) =>
  listOf(value).map((tag) => {
    const { Key, Value } = isFields(tag) ? tag : {}
    return { key: String(Key), value: String(Value) }
  })
export const tagList =
  (name: string): Say =>
  (value) => ({ [name]: pairs(value) })
export const tagMap =
  (name: string): Say =>
  (value) => ({ [name]: Object.fromEntries(pairs(value).map((tag) => [tag.key, tag.value])) })
