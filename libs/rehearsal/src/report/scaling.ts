import type { NodesSample, ScalingSample, Signal } from '../recording/recording.ts'
import { secondsText } from './axis.ts'
import type { Frame, Lane } from './lane.ts'
import { el, figure, type Markup } from '@slipway/core/markup'
import type { Colour } from './palette.ts'
import { byTime } from './span.ts'

interface Point {
  readonly at: number
  readonly value: number
}

const finite = (value: number): number => (Number.isFinite(value) ? Math.max(0, value) : 0)

function stair({ axis: { x } }: Frame, points: readonly Point[], end: number, y: (value: number) => number): string {
  return points
    .map(
      ({ at, value }, i) =>
        `${i === 0 ? 'M' : 'L'}${figure(x(at))} ${figure(y(value))}H${figure(x(points[i + 1]?.at ?? end))}`,
    )
    .join('')
}

interface Line {
  readonly points: readonly Point[]
  readonly colour: Colour
  readonly dashes?: string
  readonly says: string
}

/** Lines over one scale from zero; `marked` values get a grid line. */
function lane(
  frame: Frame,
  label: string,
  end: number,
  lines: readonly Line[],
  marked: readonly { value: number; text: string }[],
): Lane {
  const height = 56
  const most = Math.max(
    1,
    ...marked.map(({ value }) => finite(value)),
    ...lines.flatMap(({ points }) => points.map(({ value }) => finite(value))),
  )
  const draw = (top: number): readonly Markup[] => {
    const y = (value: number): number => top + height - (finite(value) / most) * (height - 6)
    const { left, right } = frame.axis
    return [
      ...marked.flatMap(({ value, text }) => [
        el('path', { d: `M${figure(left)} ${figure(y(value))}H${figure(right)}`, class: 'n s-grid' }),
        el('text', { x: left - 6, y: y(value) + 4, class: 'e sm f-soft num halo s-ground' }, text),
      ]),
      ...lines.map(({ points, colour, dashes, says }) =>
        el(
          'g',
          {},
          el('title', {}, says),
          el('path', {
            d: stair(frame, points, end, y),
            class: `n s-${colour}`,
            'stroke-width': 1.5,
            'stroke-dasharray': dashes,
          }),
        ),
      ),
    ]
  }
  return { label, height, scaled: true, draw }
}

const scale = (...values: readonly number[]) =>
  [...new Set([0, ...values.map(finite)])].map((value) => ({ value, text: figure(Math.round(value * 10) / 10) }))

/** Wanted and existing pods; below, each signal and its target. */
export function scalingLanes(frame: Frame, samples: readonly ScalingSample[] = [], end: number): readonly Lane[] {
  const sorted = byTime(samples)
  const last = sorted.at(-1)
  if (last === undefined) return []
  const of = (pick: (sample: ScalingSample) => number): readonly Point[] =>
    sorted.map((sample) => ({ at: sample.at, value: pick(sample) }))
  const most = Math.max(...sorted.flatMap(({ wanted, has }) => [finite(wanted), finite(has)]))
  const names = [...new Set(sorted.flatMap(({ signals }) => signals.map(({ name }) => name)))]
  const found = (name: string): readonly (Signal & { at: number })[] =>
    sorted.flatMap(({ at, signals }) =>
      signals.filter((signal) => signal.name === name).map((signal) => ({ at, ...signal })),
    )
  return [
    lane(
      frame,
      'pods wanted',
      end,
      [
        { points: of(({ has }) => has), colour: 'stable', says: 'pods that there are' },
        {
          points: of(({ wanted }) => wanted),
          colour: 'canary',
          dashes: '3 2',
          says: `pods wanted: ${last.wanted} at ${secondsText(last.at)}`,
        },
      ],
      scale(most),
    ),
    ...names.map((name) => {
      const points = found(name)
      const target = points.at(-1)?.target ?? 1
      return lane(
        frame,
        `${name} of ${figure(target)}`,
        end,
        [
          {
            points: points.map(({ at, current }) => ({ at, value: current })),
            colour: 'ink',
            says: `${name}, aimed at ${figure(target)}`,
          },
        ],
        scale(
          target,
          ...points
            .map(({ current }) => current)
            .sort((a, b) => b - a)
            .slice(0, 1),
        ),
      )
    }),
  ]
}

const colours: readonly Colour[] = ['stable', 'good', 'held', 'odd', 'busy']

/** Nodes by pool, and pods without a place. */
export function nodeLanes(frame: Frame, samples: readonly NodesSample[] = [], end: number): readonly Lane[] {
  const sorted = byTime(samples)
  const pools = [...new Set(sorted.flatMap(({ pools: each }) => Object.keys(each)))].sort()
  if (sorted.length === 0) return []
  const most = Math.max(0, ...sorted.flatMap(({ pools: each }) => Object.values(each).map(finite)))
  const pending = sorted.map(({ at, pending: value }) => ({ at, value }))
  return [
    lane(
      frame,
      'nodes by pool',
      end,
      pools.map(
        (pool, index) =>
          ({
            points: sorted.map(({ at, pools: each }) => ({ at, value: each[pool] ?? 0 })),
            colour: colours[index % colours.length] ?? 'stable',
            dashes: index === 0 ? undefined : `${2 + index * 2} 2`,
            says: `nodes of ${pool}`,
          }) as Line,
      ),
      scale(most),
    ),
    lane(
      frame,
      'pods waiting',
      end,
      [{ points: pending, colour: 'bad', says: 'pods for which there is no place' }],
      scale(
        ...pending
          .map(({ value }) => value)
          .sort((a, b) => b - a)
          .slice(0, 1),
      ),
    ),
  ]
}
