import type { Axis } from './axis.ts'
import type { Markup } from '@slipway/core/markup'

/** Where the lanes of one picture stand, in pixels. */
export interface Frame {
  readonly width: number
  readonly axis: Axis
  /** Too narrow for names beside the lanes: they stand above. */
  readonly narrow: boolean
}

/** One strip of the picture; all share the axis. */
export interface Lane {
  readonly label: string
  readonly height: number
  /** Has numbers at its left. */
  readonly scaled?: true
  readonly draw: (top: number) => readonly Markup[]
}
