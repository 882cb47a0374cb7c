import type { Axis } from './axis.ts'
import type { Markup } from '@slipway/core/markup'

/** In pixels. */
export interface Frame {
  readonly width: number
  readonly axis: Axis
  /** Labels stand above the lanes. */
  readonly narrow: boolean
}

/** A strip of the picture. */
export interface Lane {
  readonly label: string
  readonly height: number
  /** Has numbers at its left. */
  readonly scaled?: true
  readonly draw: (top: number) => readonly Markup[]
}
