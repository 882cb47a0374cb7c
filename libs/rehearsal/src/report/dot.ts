import { el, figure, type Markup } from '@slipway/core/markup'
import { measurementTone, type MeasurementPhase } from './tone.ts'

/** The worst speaks for a bunch. */
export const worstFirst: readonly MeasurementPhase[] = [
  'Failed',
  'Error',
  'Inconclusive',
  'Running',
  'Pending',
  'Successful',
]
export const dotRadius = 5.5

const sign = (d: string): Markup =>
  el('path', { d, class: 'n s-ground', 'stroke-width': 1.6, 'stroke-linecap': 'round' })
const line = (...points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${figure(x)} ${figure(y)}`).join('')

/** Shape and sign say what the colour says. */
export function dot(phase: MeasurementPhase, x: number, y: number): Markup {
  const tone = measurementTone[phase]
  const r = dotRadius
  const disc = el('circle', { cx: x, cy: y, r, class: `f-${tone}` })
  const shapes: { readonly [K in MeasurementPhase]: () => readonly Markup[] } = {
    Successful: () => [disc, sign(line([x - 2.6, y + 0.2], [x - 0.7, y + 2.2], [x + 2.7, y - 2]))],
    Failed: () => [
      el('rect', { x: x - r, y: y - r, width: 2 * r, height: 2 * r, class: `f-${tone}` }),
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
  return el('g', {}, ...shapes[phase]())
}
