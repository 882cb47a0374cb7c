import type { Issue } from '@slipway/core'

export interface YamlDocument {
  readonly value: unknown
  readonly line: number
}

/**
 * Why people, or other readers, see something else in a file than Kubernetes and Argo CD. Sentences: mark-sentences.ts.
 */
export interface YamlMarks {
  /** The character, as `U+2028`. */
  readonly 'line-break': string
  readonly control: string
  readonly 'byte-order-mark': undefined
  readonly 'skip-marker': undefined
  readonly 'merge-overrides': string
  /** A bare key, and what it is read as. */
  readonly 'bare-key': { readonly written: string; readonly read: string }
  readonly 'escaped-key': string
  readonly 'long-key': undefined
  readonly 'line-continued': undefined
  readonly tag: string
  readonly tab: undefined
  readonly 'content-on-marker': undefined
  readonly 'end-marker': undefined
  readonly 'after-json': undefined
  readonly 'flow-question': string
  readonly 'no-number': string
  readonly 'json-escape': undefined
  readonly 'half-character': undefined
}

export type YamlMark = {
  readonly [C in keyof YamlMarks]: { readonly code: C; readonly data: YamlMarks[C]; readonly line: number }
}[keyof YamlMarks]

export interface YamlDocuments {
  readonly docs: readonly YamlDocument[]
  readonly issues: readonly Issue[]
  readonly marks: readonly YamlMark[]
}
