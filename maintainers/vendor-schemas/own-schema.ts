import type { Schema } from './strict.ts'

/** A kind whose CRD no module registry serves, or nobody may derive a schema from. */
export interface OwnSchema {
  readonly project: string
  readonly group: string
  readonly version: string
  readonly kind: string
  /** The source of the facts. */
  readonly from: string
  readonly spec: Schema
}

/** An object of these fields alone. @param required by default all of them */
export const fields = (properties: Readonly<Record<string, Schema>>, required = Object.keys(properties)): Schema => ({
  type: 'object',
  additionalProperties: false,
  ...(required.length === 0 ? {} : { required: required.toSorted() }),
  properties,
})
