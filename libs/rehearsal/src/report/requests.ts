import type { TrafficSecond } from '../recording/recording.ts'
import { secondsText } from './axis.ts'
import type { Frame, Lane } from './lane.ts'
import { el, figure, type Markup } from '@slipway/core/markup'
import type { Colour } from './palette.ts'
import { byTime } from './span.ts'
import { textWidth } from './text-width.ts'

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 2 })
const count = (value: number): number => (Number.isFinite(value) ? Math.max(value, 0) : 0)

const grid = (
  { axis: { left, right } }: Frame,
  marks: readonly { readonly y: number; readonly text: string }[],
): readonly Markup[] =>
  marks.flatMap(({ y, text }) => [
    el('path', { d: `M${figure(left)} ${figure(y)}H${figure(right)}`, class: 'n s-grid' }),
    el('text', { x: left - 6, y: y + 4, class: 'e sm f-soft num halo s-ground' }, text),
  ])

/** One value a second; a missing second is a gap. */
function stair({ axis: { x } }: Frame, points: readonly { readonly at: number; readonly y: number }[]): string {
  return points
    .map(({ at, y }, i) => {
      const before = points[i - 1]
      const on = before !== undefined && at - before.at <= 1
      return `${on ? 'L' : 'M'}${figure(x(at))} ${figure(y)}H${figure(x(at + 1))}`
    })
    .join('')
}

/** Requests by version, the first version below; unanswered ones on top. */
function rateLane(frame: Frame, seconds: readonly TrafficSecond[]): Lane {
  const height = 64
  const most = Math.max(1, ...seconds.map(({ all }) => count(all)))
  const first = Object.keys(seconds.find(({ versions }) => Object.keys(versions).length > 0)?.versions ?? {})[0]
  const draw = (top: number): readonly Markup[] => {
    const base = top + height
    const y = (requests: number): number => base - (requests / most) * (height - 6)
    const { x } = frame.axis
    return [
      ...grid(
        frame,
        [0, most].map((requests) => ({ y: y(requests), text: compact.format(requests) })),
      ),
      ...seconds.map(({ at, versions, all, failed }) => {
        const names = Object.keys(versions).sort((one, other) => Number(other === first) - Number(one === first))
        const said = names.map((name) => `${versions[name] ?? 0} x ${name}`).join(', ')
        let low = 0
        const box = (requests: number, colour: Colour): Markup => {
          const from = low
          low = Math.min(most, low + count(requests))
          return el('rect', {
            x: x(at),
            y: y(low),
            width: x(at + 1) - x(at),
            height: y(from) - y(low),
            class: `f-${colour}`,
            'shape-rendering': 'crispEdges',
          })
        }
        const answered = names.reduce((sum, name) => sum + count(versions[name] ?? 0), 0)
        return el(
          'g',
          {},
          el('title', {}, `${secondsText(at)}: ${all} requests: ${said}; ${failed} failed`),
          names.map((name) => box(versions[name] ?? 0, name === first ? 'stable-area' : 'canary-area')),
          box(count(all) - answered, 'bad-area'),
        )
      }),
    ]
  }
  return { label: 'requests/s', height, scaled: true, draw }
}

/** Failures as bars, with a number per row of them. */
function failedLane(frame: Frame, seconds: readonly TrafficSecond[]): Lane {
  const height = 30
  const bad = seconds.filter(({ failed }) => count(failed) > 0)
  const most = Math.max(1, ...bad.map(({ failed }) => count(failed)))
  const rows: { from: number; to: number; failed: number }[] = []
  for (const { at, failed } of bad) {
    const last = rows.at(-1)
    if (last !== undefined && at - last.to <= 3)
      Object.assign(last, { to: at + 1, failed: last.failed + count(failed) })
    else rows.push({ from: at, to: at + 1, failed: count(failed) })
  }
  const draw = (top: number): readonly Markup[] => {
    const base = top + height
    const { x, left, right } = frame.axis
    const tall = (failed: number): number => Math.max(2, (count(failed) / most) * (height - 15))
    return [
      el('path', { d: `M${figure(left)} ${figure(base)}H${figure(right)}`, class: 'n s-grid' }),
      ...bad.map(({ at, failed, all }) =>
        el(
          'g',
          {},
          el('title', {}, `${secondsText(at)}: ${failed} of ${all} failed`),
          el('rect', {
            x: x(at),
            y: base - tall(failed),
            width: Math.max(1.5, x(at + 1) - x(at)),
            height: tall(failed),
            class: 'f-bad',
          }),
        ),
      ),
      ...(rows.length === 0
        ? [el('text', { x: left + 4, y: base - 6, class: 'sm f-soft' }, 'none')]
        : rows.map(({ from, failed }) => {
            const text = compact.format(failed)
            return el(
              'text',
              { x: Math.min(x(from), right - textWidth(text, 11)), y: top + 10, class: 'sm b f-bad num halo s-ground' },
              text,
            )
          })),
    ]
  }
  return { label: 'failed', height, draw }
}

/** Latency on a logarithmic scale. */
function timesLane(frame: Frame, seconds: readonly TrafficSecond[]): Lane {
  const height = 64
  const most = Math.max(100, ...seconds.map(({ p99 }) => count(p99)))
  const tens = Math.ceil(Math.log10(most))
  const draw = (top: number): readonly Markup[] => {
    const base = top + height
    const y = (ms: number): number => base - (Math.log10(Math.max(1, count(ms))) / tens) * (height - 6)
    const line = (pick: (second: TrafficSecond) => number, colour: Colour, dashes?: string): Markup =>
      el('path', {
        d: stair(
          frame,
          seconds.map((second) => ({ at: second.at, y: y(pick(second)) })),
        ),
        class: `n s-${colour}`,
        'stroke-width': 1.5,
        'stroke-dasharray': dashes,
      })
    return [
      ...grid(
        frame,
        Array.from({ length: tens + 1 }, (_, power) => ({ y: y(10 ** power), text: compact.format(10 ** power) })),
      ),
      el(
        'g',
        {},
        el('title', {}, 'milliseconds: p50 the lowest, p95, p99 dashed'),
        line(({ p99 }) => p99, 'soft', '2 2'),
        line(({ p95 }) => p95, 'canary'),
        line(({ p50 }) => p50, 'stable'),
      ),
      ...(['stable', 'canary', 'soft'] as const).map((colour, i) =>
        el(
          'text',
          { x: frame.axis.left + 4 + 30 * i, y: top + 10, class: `sm b f-${colour} halo s-ground` },
          ['p50', 'p95', 'p99'][i],
        ),
      ),
    ]
  }
  return { label: 'ms', height, scaled: true, draw }
}

/** Of repeated sessions, how many met the same pod. */
function samePodLane(frame: Frame, seconds: readonly TrafficSecond[]): Lane {
  const height = 40
  const draw = (top: number): readonly Markup[] => {
    const y = (share: number): number => top + height - Math.min(1, count(share)) * (height - 6)
    const points = seconds.flatMap(({ at, samePod }) => (samePod === undefined ? [] : [{ at, y: y(samePod) }]))
    return [
      ...grid(
        frame,
        [0, 1].map((share) => ({ y: y(share), text: frame.narrow ? String(share * 100) : `${share * 100} %` })),
      ),
      el('path', { d: stair(frame, points), class: 'n s-good', 'stroke-width': 2 }),
    ]
  }
  return { label: 'same pod', height, scaled: true, draw }
}

export function requestLanes(frame: Frame, traffic: readonly TrafficSecond[] = []): readonly Lane[] {
  const seconds = byTime(traffic).filter(({ at }) => Number.isFinite(at))
  if (seconds.length === 0) return []
  return [
    rateLane(frame, seconds),
    failedLane(frame, seconds),
    timesLane(frame, seconds),
    ...(seconds.some(({ samePod }) => samePod !== undefined) ? [samePodLane(frame, seconds)] : []),
  ]
}
