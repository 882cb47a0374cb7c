import type { AppTrack } from '../recording/recording.ts'
import type { UserAction } from './user-action.ts'
import { dot, worstFirst } from './dot.ts'
import type { Frame } from './lane.ts'
import { el, figure, type Markup } from '@slipway/core/markup'
import type { Colour } from './palette.ts'
import { sign } from './marks.ts'
import { textWidth } from './text-width.ts'

interface Entry {
  readonly text: string
  readonly draw: (x: number, y: number) => Markup
}

const swatch =
  (area: Colour, line: Colour) =>
  (x: number, y: number): Markup =>
    el(
      'g',
      {},
      el('rect', { x, y: y - 5, width: 16, height: 10, class: `f-${area}` }),
      el('path', { d: `M${figure(x)} ${figure(y - 5)}H${figure(x + 16)}`, class: `n s-${line}`, 'stroke-width': 2 }),
    )

const dashes = (x: number, y: number): Markup =>
  el('path', {
    d: `M${figure(x)} ${figure(y)}H${figure(x + 16)}`,
    class: 'n s-soft',
    'stroke-width': 1.3,
    'stroke-dasharray': '3 3',
  })

/** Only what the picture contains. */
function entries(app: AppTrack, deeds: readonly UserAction[]): readonly Entry[] {
  const has = (is: (s: AppTrack['samples'][number]) => boolean): boolean => app.samples.some(is)
  const phases = worstFirst.filter((phase) => app.measurements.some((m) => m.phase === phase)).reverse()
  const kinds = new Set(deeds.map((d) => d.kind))
  const { traffic = [] } = app
  const versions = new Set(traffic.flatMap((second) => Object.keys(second.versions)))
  const canary = has((s) => s.canary.ready > 0 || (s.canaryShare ?? 0) > 0)
  const unanswered = traffic.some(
    ({ all, versions: by }) => all > Object.values(by).reduce((sum, count) => sum + count, 0),
  )
  return [
    ...(has((s) => s.stable.ready > 0) ? [{ text: 'stable', draw: swatch('stable-area', 'stable') }] : []),
    ...(canary ? [{ text: 'canary', draw: swatch('canary-area', 'canary') }] : []),
    ...(!canary && versions.size > 1 ? [{ text: 'another version', draw: swatch('canary-area', 'canary') }] : []),
    ...(unanswered ? [{ text: 'no pod answered', draw: swatch('bad-area', 'bad') }] : []),
    ...(has((s) => s.stable.all + s.canary.all !== s.stable.ready + s.canary.ready)
      ? [{ text: 'pods, ready or not', draw: dashes }]
      : []),
    ...phases.map((phase) => ({ text: phase, draw: (x: number, y: number) => dot(phase, x + 8, y) })),
    ...(kinds.has('commit')
      ? [{ text: 'commit', draw: (x: number, y: number) => sign('commit', 'n', x + 8, y, 8) }]
      : []),
    ...(kinds.has('hand') || kinds.has('node')
      ? [{ text: 'by hand, node', draw: (x: number, y: number) => sign('hand', 'n', x + 8, y, 8) }]
      : []),
  ]
}

export function legend(
  frame: Frame,
  app: AppTrack,
  deeds: readonly UserAction[],
  top: number,
): { readonly height: number; readonly drawn: readonly Markup[] } {
  let [x, y] = [frame.narrow ? 0 : frame.axis.left, top + 9]
  const start = x
  const drawn = entries(app, deeds).map(({ text, draw }) => {
    const wide = 22 + textWidth(text, 12) + 16
    if (x > start && x + wide > frame.width + 16) [x, y] = [start, y + 20]
    const one = el('g', {}, draw(x, y), el('text', { x: x + 22, y: y + 4, class: 'f-soft' }, text))
    x += wide
    return one
  })
  return { height: drawn.length === 0 ? 0 : y + 11 - top, drawn }
}
