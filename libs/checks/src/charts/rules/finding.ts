import type { Cluster, Fleet } from '@slipway/fleet'
import type { Addon } from '@slipway/platform'
import type { Facts, Sheet } from '../sheet/sheet.ts'

export const findingCodes = [
  'chart-version',
  'chart-value',
  'chart-value-type',
  'chart-account',
  'chart-image',
  'chart-cache',
  'chart-kind',
  'chart-unplaced',
  'chart-pod-security',
  'chart-requests',
  'chart-budget',
  'chart-undrained',
  'chart-spread',
  'chart-secrets',
  'chart-setting',
  'chart-port',
  'chart-rights',
  'chart-unlimited',
] as const
export type FindingCode = (typeof findingCodes)[number]

/** A release in a cluster, its chart's sheet, and what these values come to. */
export interface SeenAddon {
  readonly addon: Addon
  /** All of the cluster. */
  readonly addons: readonly Addon[]
  readonly cluster: Cluster
  readonly fleet: Fleet
  readonly sheet: Sheet
  /** `undefined` where nobody rendered the chart with these values. */
  readonly facts: Facts | undefined
}

/** Something wrong with what a chart comes to; waivers know it by its code and object. */
export interface Finding {
  readonly code: FindingCode
  /** `Deployment keda/keda-operator`, or a way into the values. */
  readonly object: string
  /** The value by which it is mended, where one is known. */
  readonly at?: readonly string[]
  readonly got: string
  readonly want: string
  readonly hint: string
}

export type ChartRule = (seen: SeenAddon) => readonly Finding[]
