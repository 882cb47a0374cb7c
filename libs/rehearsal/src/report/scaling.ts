import { figure } from '@slipway/core/markup'
import type { NodesSample, ScalingSample } from '../recording/recording.ts'
import { secondsText } from './axis.ts'
import type { Frame, Lane } from './lane.ts'
import type { Colour } from './palette.ts'
import { byTime } from './span.ts'
import { finite, scaleMarks, stair, stroke, titled } from './svg.ts'

interface Point {
  readonly at: number
  readonly value: number
}

interface Line {
  readonly points: readonly Point[]
  readonly colour: Colour
  readonly dashes?: string | undefined
  readonly says: string
}

/** Lines over one scale from zero; `marked` values get a grid line. */
function lane(frame: Frame, label: string, end: number, lines: readonly Line[], ...marked: readonly number[]): Lane {
  const height = 56
  const values = [0, ...marked.map(finite)]
  const most = Math.max(1, ...values, ...lines.flatMap(({ points }) => points.map(({ value }) => finite(value))))
  const draw = (top: number) => {
    const y = (value: number) => top + height - (finite(value) / most) * (height - 6)
    return [
      ...scaleMarks(
        frame,
        [...new Set(values)].map((value) => ({ y: y(value), text: figure(value) })),
      ),
      ...lines.map(({ points, colour, dashes, says }) => {
        const steps = points.map(({ at, value }, i) => ({ from: at, to: points[i + 1]?.at ?? end, y: y(value) }))
        return titled(says, stroke(stair(frame, steps), colour, { 'stroke-width': 1.5, 'stroke-dasharray': dashes }))
      }),
    ]
  }
  return { label, height, scaled: true, draw }
}

const greatest = (points: readonly Point[]) => Math.max(0, ...points.map(({ value }) => finite(value)))

/** Wanted and existing pods; below, each signal and its target. */
export function scalingLanes(frame: Frame, samples: readonly ScalingSample[] = [], end: number): readonly Lane[] {
  const sorted = byTime(samples)
  const last = sorted.at(-1)
  if (last === undefined) return []
  const of = (pick: 'has' | 'wanted') => sorted.map((sample) => ({ at: sample.at, value: sample[pick] }))
  const names = [...new Set(sorted.flatMap(({ signals }) => signals.map(({ name }) => name)))]
  const wanted = `pods wanted: ${last.wanted} at ${secondsText(last.at)}`
  const pods: readonly Line[] = [
    { points: of('has'), colour: 'stable', says: 'pods that there are' },
    { points: of('wanted'), colour: 'canary', dashes: '3 2', says: wanted },
  ]
  return [
    lane(frame, 'pods wanted', end, pods, greatest(pods.flatMap(({ points }) => points))),
    ...names.map((name) => {
      const found = sorted.flatMap(({ at, signals }) =>
        signals.filter((signal) => signal.name === name).map(({ current, target }) => ({ at, value: current, target })),
      )
      const target = found.at(-1)?.target ?? 1
      const line = { points: found, colour: 'ink', says: `${name}, aimed at ${figure(target)}` } as const
      return lane(frame, `${name} of ${figure(target)}`, end, [line], target, greatest(found))
    }),
  ]
}

const colours: readonly Colour[] = ['stable', 'good', 'held', 'odd', 'busy']

/** Nodes by pool, and pods without a place. */
export function nodeLanes(frame: Frame, samples: readonly NodesSample[] = [], end: number): readonly Lane[] {
  const sorted = byTime(samples)
  if (sorted.length === 0) return []
  const pools = [...new Set(sorted.flatMap(({ pools: each }) => Object.keys(each)))].sort()
  const lines = pools.map(
    (pool, index): Line => ({
      points: sorted.map(({ at, pools: each }) => ({ at, value: each[pool] ?? 0 })),
      colour: colours[index % colours.length] ?? 'stable',
      dashes: index === 0 ? undefined : `${2 + index * 2} 2`,
      says: `nodes of ${pool}`,
    }),
  )
  const pending = sorted.map(({ at, pending: value }) => ({ at, value }))
  const waiting = { points: pending, colour: 'bad', says: 'pods for which there is no place' } as const
  return [
    lane(frame, 'nodes by pool', end, lines, greatest(lines.flatMap(({ points }) => points))),
    lane(frame, 'pods waiting', end, [waiting], greatest(pending)),
  ]
}
