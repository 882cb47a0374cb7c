import type { AppTrack } from '../recording/recording.ts'
import type { UserAction } from './user-action.ts'
import { dot, worstFirst } from './dot.ts'
import type { Frame } from './lane.ts'
import { figure, type Markup } from '@slipway/core/markup'
import { sign } from './marks.ts'
import { textWidth } from '@slipway/core/text-width'
import { group, pair, rect, stroke, text } from './svg.ts'

interface Entry {
  readonly said: string
  readonly draw: (x: number, y: number) => Markup
}

const dash = (x: number, y: number) => `M${pair(x, y)}H${figure(x + 16)}`
const swatch = (colour: 'stable' | 'canary' | 'bad') => (x: number, y: number) =>
  group(rect([x, y - 5, 16, 10], `f-${colour}-area`), stroke(dash(x, y - 5), colour, { 'stroke-width': 2 }))
const dashes = (x: number, y: number) => stroke(dash(x, y), 'soft', { 'stroke-width': 1.3, 'stroke-dasharray': '3 3' })
const signed = (kind: 'commit' | 'hand') => (x: number, y: number) => sign(kind, 'n', x + 8, y, 8)

function entries(app: AppTrack, deeds: readonly UserAction[]): readonly Entry[] {
  const has = (is: (s: AppTrack['samples'][number]) => boolean) => app.samples.some(is)
  const phases = worstFirst.filter((phase) => app.measurements.some((m) => m.phase === phase)).reverse()
  const kinds = new Set(deeds.map((d) => d.kind))
  const { traffic = [] } = app
  const versions = new Set(traffic.flatMap((second) => Object.keys(second.versions)))
  const canary = has((s) => s.canary.ready > 0 || (s.canaryShare ?? 0) > 0)
  const unanswered = traffic.some(
    ({ all, versions: by }) => all > Object.values(by).reduce((sum, count) => sum + count, 0),
  )
  const unready = has((s) => s.stable.all + s.canary.all !== s.stable.ready + s.canary.ready)
  const when = (is: boolean, said: string, draw: Entry['draw']): readonly Entry[] => (is ? [{ said, draw }] : [])
  return [
    ...when(
      has((s) => s.stable.ready > 0),
      'stable',
      swatch('stable'),
    ),
    ...when(canary, 'canary', swatch('canary')),
    ...when(!canary && versions.size > 1, 'another version', swatch('canary')),
    ...when(unanswered, 'no pod answered', swatch('bad')),
    ...when(unready, 'pods, ready or not', dashes),
    ...phases.flatMap((phase) => when(true, phase, (x, y) => dot(phase, x + 8, y))),
    ...when(kinds.has('commit'), 'commit', signed('commit')),
    ...when(kinds.has('hand') || kinds.has('node'), 'by hand, node', signed('hand')),
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
  const drawn = entries(app, deeds).map(({ said, draw }) => {
    const wide = 22 + textWidth(said, 12) + 16
    if (x > start && x + wide > frame.width + 16) [x, y] = [start, y + 20]
    const one = group(draw(x, y), text(x + 22, y + 4, 'f-soft', said))
    x += wide
    return one
  })
  return { height: drawn.length === 0 ? 0 : y + 11 - top, drawn }
}
