import { el, type Markup } from '@slipway/core/markup'
import { measurementTone, type MeasurementPhase } from './tone.ts'
import { group, pair, rect, stroke } from './svg.ts'

export const worstFirst: readonly MeasurementPhase[] = [
  'Failed',
  'Error',
  'Inconclusive',
  'Running',
  'Pending',
  'Successful',
]
export const dotRadius = 5.5

const sign = (d: string) => stroke(d, 'ground', { 'stroke-width': 1.6, 'stroke-linecap': 'round' })
const line = (...points: readonly (readonly [number, number])[]) =>
  points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${pair(x, y)}`).join('')

/** Shape and sign say what the colour says. */
export function dot(phase: MeasurementPhase, x: number, y: number): Markup {
  const tone = measurementTone[phase]
  const r = dotRadius
  const disc = el('circle', { cx: x, cy: y, r, class: `f-${tone}` })
  const shapes: { readonly [K in MeasurementPhase]: () => readonly Markup[] } = {
    Successful: () => [disc, sign(line([x - 2.6, y + 0.2], [x - 0.7, y + 2.2], [x + 2.7, y - 2]))],
    Failed: () => [
      rect([x - r, y - r, 2 * r, 2 * r], `f-${tone}`),
      sign(line([x - 2.4, y - 2.4], [x + 2.4, y + 2.4]) + line([x - 2.4, y + 2.4], [x + 2.4, y - 2.4])),
    ],
    Error: () => [
      el('path', { d: `${line([x, y - r], [x + r, y + r], [x - r, y + r])}Z`, class: `f-${tone}` }),
      sign(line([x, y - 1], [x, y + 1.2]) + line([x, y + 3.6], [x, y + 3.8])),
    ],
    Inconclusive: () => [
      el('path', { d: `${line([x, y - r], [x + r, y], [x, y + r], [x - r, y])}Z`, class: `f-${tone}` }),
      sign(line([x - 2, y], [x + 2, y])),
    ],
    Running: () => [el('circle', { cx: x, cy: y, r: r - 1, class: `f-ground s-${tone}`, 'stroke-width': 2 })],
    Pending: () => [el('circle', { cx: x, cy: y, r: r - 2.5, class: `f-${tone}` })],
  }
  return group(...shapes[phase]())
}
