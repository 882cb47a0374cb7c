import type { Issue } from '@slipway/core'

export interface YamlDocument {
  readonly value: unknown
  readonly line: number
}

export interface YamlDocuments {
  readonly docs: readonly YamlDocument[]
  readonly issues: readonly Issue[]
}
