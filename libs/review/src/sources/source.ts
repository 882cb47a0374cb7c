import type { Fields } from '@slipway/kube'
import type { PathLocation } from '../read/path-location.ts'

interface Made {
  /** Its name to people: that of an Application or a HelmRelease, or the folder of a kustomization. */
  readonly name: string
  /** The file that asks for it; the folder, where nobody does. */
  readonly path: string
  /** The place of its objects. */
  readonly location: PathLocation
}

/** A chart with what an Application or a HelmRelease gives it. */
export interface ChartSource extends Made {
  readonly tool: 'helm'
  /** In a registry, or a folder of the tree. */
  readonly chart:
    | { readonly from: 'registry'; readonly repository: string; readonly name: string; readonly version: string }
    | { readonly from: 'tree'; readonly folder: string }
  readonly release: string
  readonly namespace: string
  /** Files of the tree, in the order in which the later wins. */
  readonly valueFiles: readonly string[]
  /** `undefined` where it gives none. */
  readonly values: string | Fields | undefined
  /** The field with the values, in the object that asks for the source. */
  readonly valuesAt: 'spec.source.helm' | 'spec.values'
  readonly parameters: readonly { readonly name: string; readonly value: string; readonly asText: boolean }[]
  readonly withDefinitions: boolean
}

interface KustomizeSource extends Made {
  readonly tool: 'kustomize'
  readonly folder: string
  /** The namespace that the Application gives to objects without one. */
  readonly namespace: string
  /** Flux lets a kustomization read files beside its own folder; kustomize by itself, and Argo CD, do not. */
  readonly readsBeside: boolean
}

/** The input of a tool that makes objects. */
export type Source = ChartSource | KustomizeSource

/** Why a source could not be rendered. */
export interface UnrenderedData {
  readonly 'no-tool': undefined
  readonly 'no-network': undefined
  readonly 'other-repository': string
  readonly 'remote-base': string
  readonly 'needs-plugins': string
  readonly 'own-options': string
  readonly 'no-file': string
  readonly 'unknown-values': string
  /** The tool's own words. */
  readonly failed: string
  /** The same, of what was rendered before. */
  readonly broken: string
  readonly 'too-slow': number
  readonly 'too-large': number
  readonly 'too-many': number
}
type UnrenderedCode = keyof UnrenderedData
export type UnrenderedReason = {
  readonly [C in UnrenderedCode]: { readonly code: C; readonly data: UnrenderedData[C] }
}[UnrenderedCode]

/** A source that changed, of which review has not seen what it comes to. */
export type Unrendered = UnrenderedReason & {
  readonly tool: Source['tool'] | 'other'
  readonly name: string
  readonly path: string
  /** Commands that show it; empty if a name in them is unsafe to paste into a shell. */
  readonly commands: readonly string[]
}
export const unrenderedReason = <C extends UnrenderedCode>(
  code: C,
  ...[data]: undefined extends UnrenderedData[C] ? [] : [UnrenderedData[C]]
): UnrenderedReason => ({ code, data }) as UnrenderedReason
