import type { Sample } from '../recording/recording.ts'
import { secondsText } from './axis.ts'
import type { Frame, Lane } from './lane.ts'
import { spans, type Span } from './span.ts'
import { compact, crisp, finite, rect, scaleMarks, stair, stroke, titled } from './svg.ts'

const height = 64

interface Count {
  readonly stable: number
  readonly ready: number
  readonly all: number
}

const key = ({ stable, canary }: Sample) => [stable.ready, canary.ready, stable.all, canary.all].map(finite).join(' ')
const parsed = (value: string): Count => {
  const [stable = 0, canary = 0, stableAll = 0, canaryAll = 0] = value.split(' ').map(Number)
  return { stable, ready: stable + canary, all: stableAll + canaryAll }
}

/** Ready pods: the finished version, the new one on top, and dashed all pods. */
export function podsLane(frame: Frame, samples: readonly Sample[], end: number): Lane {
  const all: readonly Span<Count>[] = spans(samples, end, key).map((s) => ({ ...s, value: parsed(s.value) }))
  const most = Math.max(1, ...all.flatMap(({ value }) => [value.ready, value.all]))
  const some = (is: (value: Count) => boolean) => all.some(({ value }) => is(value))
  const draw = (top: number) => {
    const { x } = frame.axis
    const y = (pods: number) => top + height - (pods / most) * (height - 6)
    const line = (pick: (value: Count) => number, colour: string, dashes?: string) =>
      stroke(
        stair(
          frame,
          all.map(({ from, to, value }) => ({ from, to, y: y(pick(value)) })),
        ),
        colour,
        {
          'stroke-width': dashes === undefined ? 2 : 1.3,
          'stroke-dasharray': dashes,
        },
      )
    const box = (from: number, to: number, low: number, high: number, colour: string) =>
      high <= low
        ? undefined
        : rect([x(from), y(high), x(to) - x(from), y(low) - y(high)], `f-${colour}`, { 'fill-opacity': '.8', ...crisp })
    return [
      ...scaleMarks(
        frame,
        [0, most].map((pods) => ({ y: y(pods), text: compact.format(pods) })),
      ),
      ...all.map(({ from, to, value }) =>
        titled(
          `ready: ${value.stable} stable, ${value.ready - value.stable} canary, of ${value.all}: ` +
            `${secondsText(from)} to ${secondsText(to)}`,
          box(from, to, 0, value.stable, 'stable-area'),
          box(from, to, value.stable, value.ready, 'canary-area'),
        ),
      ),
      ...(some(({ all: count, ready }) => count !== ready) ? [line((v) => v.all, 'soft', '3 3')] : []),
      ...(some(({ ready, stable }) => ready > stable) ? [line((v) => v.ready, 'canary')] : []),
      ...(all.length === 0 ? [] : [line((v) => v.stable, 'stable')]),
    ]
  }
  return { label: 'ready pods', height, scaled: true, draw }
}
