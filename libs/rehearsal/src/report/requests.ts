import type { TrafficSecond } from '../recording/recording.ts'
import { secondsText } from './axis.ts'
import type { Frame, Lane } from './lane.ts'
import type { Colour } from './palette.ts'
import { byTime } from './span.ts'
import { across, compact, crisp, finite, rect, scaleMarks, stair, stroke, text, titled } from './svg.ts'
import { bold, textWidth } from '@slipway/core/text-width'

const second = (at: number, y: number) => ({ from: at, to: at + 1, y })

/** Requests by version, the first version below; unanswered ones on top. */
function rateLane(frame: Frame, seconds: readonly TrafficSecond[]): Lane {
  const height = 64
  const most = Math.max(1, ...seconds.map(({ all }) => finite(all)))
  const first = seconds.flatMap(({ versions }) => Object.keys(versions))[0]
  const draw = (top: number) => {
    const y = (requests: number) => top + height - (requests / most) * (height - 6)
    const { x } = frame.axis
    return [
      ...scaleMarks(
        frame,
        [0, most].map((requests) => ({ y: y(requests), text: compact.format(requests) })),
      ),
      ...seconds.map(({ at, versions, all, failed }) => {
        const names = Object.keys(versions).sort((one, other) => Number(other === first) - Number(one === first))
        const said = names.map((name) => `${versions[name] ?? 0} x ${name}`).join(', ')
        let low = 0
        const box = (requests: number, colour: Colour) => {
          const from = low
          low = Math.min(most, low + finite(requests))
          return rect([x(at), y(low), x(at + 1) - x(at), y(from) - y(low)], `f-${colour}`, crisp)
        }
        const answered = names.reduce((sum, name) => sum + finite(versions[name] ?? 0), 0)
        return titled(
          `${secondsText(at)}: ${all} requests: ${said}; ${failed} failed`,
          names.map((name) => box(versions[name] ?? 0, name === first ? 'stable-area' : 'canary-area')),
          box(finite(all) - answered, 'bad-area'),
        )
      }),
    ]
  }
  return { label: 'requests/s', height, scaled: true, draw }
}

/** Failures as bars, with a number per row of them. */
function failedLane(frame: Frame, seconds: readonly TrafficSecond[]): Lane {
  const height = 30
  const bad = seconds.filter(({ failed }) => finite(failed) > 0)
  const most = Math.max(1, ...bad.map(({ failed }) => finite(failed)))
  const rows: { from: number; to: number; failed: number }[] = []
  for (const { at, failed } of bad) {
    const last = rows.at(-1)
    if (last !== undefined && at - last.to <= 3)
      Object.assign(last, { to: at + 1, failed: last.failed + finite(failed) })
    else rows.push({ from: at, to: at + 1, failed: finite(failed) })
  }
  const draw = (top: number) => {
    const base = top + height
    const { x, left, right } = frame.axis
    const tall = (failed: number) => Math.max(2, (finite(failed) / most) * (height - 15))
    return [
      across(frame, base),
      ...bad.map(({ at, failed, all }) =>
        titled(
          `${secondsText(at)}: ${failed} of ${all} failed`,
          rect([x(at), base - tall(failed), Math.max(1.5, x(at + 1) - x(at)), tall(failed)], 'f-bad'),
        ),
      ),
      ...(rows.length === 0 ? [text(left + 4, base - 6, 'sm f-soft', 'none')] : []),
      ...rows.map(({ from, failed }) => {
        const said = compact.format(failed)
        return text(
          Math.min(x(from), right - textWidth(said, 11 * bold)),
          top + 10,
          'sm b f-bad num halo s-ground',
          said,
        )
      }),
    ]
  }
  return { label: 'failed', height, draw }
}

/** Latency on a logarithmic scale. */
function timesLane(frame: Frame, seconds: readonly TrafficSecond[]): Lane {
  const height = 64
  const tens = Math.ceil(Math.log10(Math.max(100, ...seconds.map(({ p99 }) => finite(p99)))))
  const draw = (top: number) => {
    const y = (ms: number) => top + height - (Math.log10(Math.max(1, finite(ms))) / tens) * (height - 6)
    const line = (pick: 'p50' | 'p95' | 'p99', colour: Colour, dashes?: string) =>
      stroke(
        stair(
          frame,
          seconds.map((each) => second(each.at, y(each[pick]))),
        ),
        colour,
        {
          'stroke-width': 1.5,
          'stroke-dasharray': dashes,
        },
      )
    return [
      ...scaleMarks(
        frame,
        Array.from({ length: tens + 1 }, (_, power) => ({ y: y(10 ** power), text: compact.format(10 ** power) })),
      ),
      titled(
        'milliseconds: p50 the lowest, p95, p99 dashed',
        line('p99', 'soft', '2 2'),
        line('p95', 'canary'),
        line('p50', 'stable'),
      ),
      ...(['stable', 'canary', 'soft'] as const).map((colour, i) =>
        text(frame.axis.left + 4 + 30 * i, top + 10, `sm b f-${colour} halo s-ground`, ['p50', 'p95', 'p99'][i]),
      ),
    ]
  }
  return { label: 'ms', height, scaled: true, draw }
}

/** How many of the repeated sessions reached the same pod. */
function samePodLane(frame: Frame, seconds: readonly TrafficSecond[]): Lane {
  const height = 40
  const draw = (top: number) => {
    const y = (share: number) => top + height - Math.min(1, finite(share)) * (height - 6)
    const points = seconds.flatMap(({ at, samePod }) => (samePod === undefined ? [] : [second(at, y(samePod))]))
    return [
      ...scaleMarks(
        frame,
        [0, 1].map((share) => ({ y: y(share), text: frame.narrow ? share * 100 : `${share * 100} %` })),
      ),
      stroke(stair(frame, points), 'good', { 'stroke-width': 2 }),
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
