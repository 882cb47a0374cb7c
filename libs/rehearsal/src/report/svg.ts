import { el, figure, type Attributes, type Child, type Markup } from '@slipway/core/markup'
import type { Frame } from './lane.ts'

/** A small vocabulary of the picture; `look` are classes of palette.ts. */
export const group = (...children: readonly Child[]): Markup => el('g', {}, ...children)
/** A group with a tooltip. */
export const titled = (title: string, ...children: readonly Child[]): Markup =>
  group(el('title', {}, title), ...children)
export const text = (x: number, y: number, look: string, said: Child, more: Attributes = {}): Markup =>
  el('text', { x, y, class: look, ...more }, said)
export const rect = (
  [x, y, width, height]: readonly [number, number, number, number],
  look: string,
  more: Attributes = {},
): Markup => el('rect', { x, y, width, height, class: look, ...more })
export const stroke = (d: string, colour: string, more: Attributes = {}): Markup =>
  el('path', { d, class: `n s-${colour}`, ...more })

export const pair = (x: number, y: number): string => `${figure(x)} ${figure(y)}`
export const across = ({ axis: { left, right } }: Frame, y: number, colour = 'grid'): Markup =>
  stroke(`M${pair(left, y)}H${figure(right)}`, colour)

/** A line at each value, with its name at the left. */
export const scaleMarks = (
  frame: Frame,
  marks: readonly { readonly y: number; readonly text: string | number }[],
): readonly Markup[] =>
  marks.flatMap(({ y, text: name }) => [
    across(frame, y),
    text(frame.axis.left - 6, y + 4, 'e sm f-soft num halo s-ground', name),
  ])

interface Step {
  readonly from: number
  readonly to: number
  readonly y: number
}
/** A gap in time is a gap in the line. */
export const stair = ({ axis: { x } }: Frame, steps: readonly Step[]): string =>
  steps
    .map(({ from, to, y }, i) => {
      const before = steps[i - 1]
      return `${before !== undefined && from <= before.to ? 'L' : 'M'}${pair(x(from), y)}H${figure(x(to))}`
    })
    .join('')

export const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 2 })
/** A number that can be drawn. */
export const finite = (value: number): number => (Number.isFinite(value) ? Math.max(value, 0) : 0)
export const crisp = { 'shape-rendering': 'crispEdges' }
