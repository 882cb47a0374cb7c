import type { Issue } from '@slipway/core'

/** A document of a file that is not empty, and the line it begins at, counted from 1. */
export interface YamlDocument {
  readonly value: unknown
  readonly line: number
}

export interface YamlDocuments {
  readonly docs: readonly YamlDocument[]
  readonly issues: readonly Issue[]
}
