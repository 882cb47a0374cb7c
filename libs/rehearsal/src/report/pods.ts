import type { Sample } from '../recording/recording.ts'
import { secondsText } from './axis.ts'
import type { Frame, Lane } from './lane.ts'
import { el, figure, type Markup } from '@slipway/core/markup'
import { spans, type Span } from './span.ts'

const height = 64

interface Count {
  readonly stable: number
  readonly ready: number
  readonly all: number
}

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 2 })

const count = (value: number): number => (Number.isFinite(value) ? Math.max(value, 0) : 0)
const text = ({ stable, canary }: Sample): string =>
  [stable.ready, canary.ready, stable.all, canary.all].map(count).join(' ')
const parsed = (value: string): Count => {
  const [stable = 0, canary = 0, stableAll = 0, canaryAll = 0] = value.split(' ').map(Number)
  return { stable, ready: stable + canary, all: stableAll + canaryAll }
}

/** Ready pods: the finished version, the new one on top, and dashed all pods. */
export function podsLane(frame: Frame, samples: readonly Sample[], end: number): Lane {
  const all: readonly Span<Count>[] = spans(samples, end, text).map((s) => ({ ...s, value: parsed(s.value) }))
  const most = Math.max(1, ...all.flatMap(({ value }) => [value.ready, value.all]))
  const draw = (top: number): readonly Markup[] => {
    const base = top + height
    const { x, left, right } = frame.axis
    const y = (pods: number): number => base - (pods / most) * (height - 6)
    const steps = (pick: (value: Count) => number): string =>
      all
        .map(
          ({ from, to, value }, i) =>
            `${i === 0 ? 'M' : 'L'}${figure(x(from))} ${figure(y(pick(value)))}H${figure(x(to))}`,
        )
        .join('')
    const line = (pick: (value: Count) => number, colour: string, dashes?: string): Markup =>
      el('path', {
        d: steps(pick),
        class: `n s-${colour}`,
        'stroke-width': dashes === undefined ? 2 : 1.3,
        'stroke-dasharray': dashes,
      })
    const box = (from: number, to: number, low: number, high: number, colour: string): Markup | undefined =>
      high <= low
        ? undefined
        : el('rect', {
            x: x(from),
            y: y(high),
            width: x(to) - x(from),
            height: y(low) - y(high),
            class: `f-${colour}`,
            'fill-opacity': '.8',
            'shape-rendering': 'crispEdges',
          })
    return [
      ...[0, most].flatMap((pods) => [
        el('path', { d: `M${figure(left)} ${figure(y(pods))}H${figure(right)}`, class: 'n s-grid' }),
        el('text', { x: left - 6, y: y(pods) + 4, class: 'e sm f-soft num halo s-ground' }, compact.format(pods)),
      ]),
      ...all.map(({ from, to, value }) =>
        el(
          'g',
          {},
          el(
            'title',
            {},
            `ready: ${value.stable} stable, ${value.ready - value.stable} canary, of ${value.all}: ` +
              `${secondsText(from)} to ${secondsText(to)}`,
          ),
          box(from, to, 0, value.stable, 'stable-area'),
          box(from, to, value.stable, value.ready, 'canary-area'),
        ),
      ),
      ...(all.length === 0
        ? []
        : [
            ...(all.some(({ value }) => value.all !== value.ready) ? [line((v) => v.all, 'soft', '3 3')] : []),
            ...(all.some(({ value }) => value.ready > value.stable) ? [line((v) => v.ready, 'canary')] : []),
            line((v) => v.stable, 'stable'),
          ]),
    ]
  }
  return { label: 'ready pods', height, scaled: true, draw }
}
