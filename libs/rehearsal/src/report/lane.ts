import type { Axis } from './axis.ts'
import type { Markup } from '@slipway/core/markup'

export interface Frame {
  readonly width: number
  readonly axis: Axis
  readonly narrow: boolean
}

export interface Lane {
  readonly label: string
  readonly height: number
  readonly scaled?: true
  readonly draw: (top: number) => readonly Markup[]
}
