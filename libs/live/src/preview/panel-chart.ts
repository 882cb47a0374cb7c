import { scaleLinear, scaleUtc } from 'd3-scale'
import { line } from 'd3-shape'
import { el, figure, type Markup } from '@slipway/core/markup'
import type { Unit } from '@slipway/platform'
import type { Point } from '../prometheus/series.ts'
import { axisUnit, unitText } from './unit-text.ts'

export interface Line {
  readonly name: string
  readonly points: readonly Point[]
}

/** A moment that is drawn across a chart. */
export interface Mark {
  readonly at: number
  readonly name: string
  readonly colour: string
}

/** Seconds since 1970. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Colours of the style sheet: more lines than that share them. */
export const lineColours = 8
const size = { width: 560, height: 220 } as const
const halfTime = 24
const inner = { left: 66, right: 548, top: 10, bottom: 192 } as const
/** Scrapes that are missing are a gap: a line over them would be invented. */
const longestGap = 4

const clock = (date: Date): string => date.toISOString().slice(11, 19)

/** A line is broken where nothing was recorded for several steps. */
function withGaps(points: readonly Point[]): readonly (Point | undefined)[] {
  const steps = points.slice(1).map(([at], i) => at - (points[i]?.[0] ?? at))
  const usual = [...steps].sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0
  return points.flatMap((point, i) => {
    const before = points[i - 1]
    return before !== undefined && point[0] - before[0] > usual * longestGap ? [undefined, point] : [point]
  })
}

/** One panel's lines over time, from zero, with marks across; values outside of the span are left out. */
export function panelChart(
  { title, unit }: { readonly title: string; readonly unit: Unit },
  lines: readonly Line[],
  { from, to }: Span,
  marks: readonly Mark[],
): Markup {
  const x = scaleUtc([new Date(from * 1000), new Date(to * 1000)], [inner.left, inner.right])
  const seen = lines.map(({ points }) => points.filter(([at]) => at >= from && at <= to))
  const values = seen.flatMap((points) => points.map(([, value]) => value))
  const most = Math.max(...values, 0)
  const counted = axisUnit(unit, most)
  const axis = scaleLinear(
    [Math.min(...values, 0) / counted, most === 0 ? 1 : most / counted],
    [inner.bottom, inner.top],
  ).nice(4)
  const y = (value: number) => axis(value / counted)
  const at = (seconds: number) => x(new Date(seconds * 1000))
  const path = line<Point | undefined>()
    .defined((point) => point !== undefined)
    .x((point) => at(point?.[0] ?? 0))
    .y((point) => y(point?.[1] ?? 0))
    .digits(1)
  return el(
    'svg',
    { viewBox: `0 0 ${size.width} ${size.height}`, role: 'img', 'aria-label': title },
    axis
      .ticks(4)
      .map((tick) => tick * counted)
      .flatMap((tick) => [
        el('path', { class: 'grid', d: `M${inner.left} ${figure(y(tick))}H${inner.right}` }),
        el('text', { class: 'end', x: inner.left - 8, y: y(tick) + 4 }, unitText(unit, tick)),
      ]),
    x
      .ticks(5)
      // A time is as wide as that on each side of its mark, and the picture ends.
      .filter((tick) => x(tick) <= size.width - halfTime)
      .map((tick) => el('text', { class: 'middle', x: x(tick), y: size.height - 8 }, clock(tick))),
    marks
      .filter((mark) => mark.at >= from && mark.at <= to)
      .map((mark) =>
        el(
          'g',
          { class: `mark ${mark.colour}` },
          el('title', {}, `${mark.name}, ${clock(new Date(mark.at * 1000))}`),
          el('path', { d: `M${figure(at(mark.at))} ${inner.top}V${inner.bottom}` }),
        ),
      ),
    seen.map((points, i) =>
      // A line needs two points: one alone is a dot.
      points.length === 1
        ? points.map(([moment, value]) =>
            el('circle', { class: `dot c${i % lineColours}`, cx: at(moment), cy: y(value), r: 3 }),
          )
        : el('path', { class: `line c${i % lineColours}`, d: path(withGaps(points)) ?? '' }),
    ),
  )
}
