import type { Assertion, Measurement } from '../recording/recording.ts'
import { secondsText } from './axis.ts'
import { dot, dotRadius, worstFirst } from './dot.ts'
import type { Frame, Lane } from './lane.ts'
import { byTime } from './span.ts'
import { bold, fitted, textWidth } from '@slipway/core/text-width'
import { measurementTone, type MeasurementPhase } from './tone.ts'
import { valueText } from './value-text.ts'
import { across, text, titled } from './svg.ts'

const height = 18
/** Further metrics share one row. */
const mostRows = 6

interface Verdict {
  readonly at: number
  readonly phase: MeasurementPhase
  readonly title: string
  readonly value: string
}

/** Overlapping results become one, the worst. */
function bunches(frame: Frame, verdicts: readonly Verdict[]): readonly (readonly Verdict[])[] {
  const out: Verdict[][] = []
  let start = -Infinity
  for (const verdict of byTime(verdicts)) {
    const x = frame.axis.x(verdict.at)
    if (x - start >= 2 * dotRadius + 2) {
      out.push([verdict])
      start = x
    } else out.at(-1)?.push(verdict)
  }
  return out
}

const worst = (bunch: readonly Verdict[]) =>
  [...bunch].sort((a, b) => worstFirst.indexOf(a.phase) - worstFirst.indexOf(b.phase))[0]

function row(frame: Frame, label: string, verdicts: readonly Verdict[]): Lane {
  const { left, right } = frame.axis
  const at = (bunch: readonly Verdict[] | undefined) => {
    const first = bunch?.[0]
    return first === undefined ? right : frame.axis.x(first.at)
  }
  const draw = (top: number) => {
    const y = top + height / 2
    const groups = bunches(frame, verdicts)
    let taken = left
    return [
      across(frame, y),
      ...groups.map((bunch, i) => {
        const one = worst(bunch) as Verdict
        const x = at(bunch)
        const room = (groups[i + 1] === undefined ? right + 4 : at(groups[i + 1]) - dotRadius) - x - dotRadius - 8
        const strong = measurementTone[one.phase] === 'bad'
        const said = bunch.length > 1 ? `×${bunch.length}${strong ? ` ${one.value}` : ''}` : one.value
        const size = strong ? 11 * bold : 11
        const ahead = fitted(said, room, size)
        // A failure may be named on its left, where there is more room.
        const behind = strong && ahead !== said ? fitted(said, x - dotRadius - 8 - taken, size) : ''
        const [before, after] = behind.length > ahead.length ? [behind, ''] : ['', ahead]
        const shown = after || before
        taken = x + dotRadius + 3 + (after === '' ? 0 : textWidth(after, size))
        const place = before === '' ? x + dotRadius + 3 : x - dotRadius - 3
        const look = `sm num halo s-ground ${before === '' ? '' : 'e '}${strong ? 'b f-bad' : 'f-soft'}`
        return titled(
          bunch.map(({ title }) => title).join('\n'),
          dot(one.phase, x, y),
          shown === '' ? undefined : text(place, y + 4, look, shown),
        )
      }),
    ]
  }
  return { label, height, draw }
}

const verdict = (m: Measurement, named: boolean) => ({
  at: m.at,
  phase: m.phase,
  value: named ? `${m.metric} ${valueText(m.value)}` : valueText(m.value),
  title: `${secondsText(m.at)}  ${m.metric} = ${m.value}  ${m.phase}${m.message ? `: ${m.message}` : ''}`,
})

export function measuredLanes(frame: Frame, measurements: readonly Measurement[]): readonly Lane[] {
  const metrics = [...new Set(byTime(measurements).map((m) => m.metric))]
  const [own, shared] =
    metrics.length > mostRows ? [metrics.slice(0, mostRows - 1), metrics.slice(mostRows - 1)] : [metrics, []]
  const of = (names: readonly string[], named: boolean) =>
    measurements.filter((m) => names.includes(m.metric)).map((m) => verdict(m, named))
  return [
    ...own.map((metric) => row(frame, metric, of([metric], false))),
    ...(shared.length > 0 ? [row(frame, `${shared.length} more metrics`, of(shared, true))] : []),
  ]
}

export function claimsLane(frame: Frame, claims: readonly Assertion[]): Lane | undefined {
  if (claims.length === 0) return undefined
  return row(
    frame,
    'claims',
    claims.map(({ at, ok, says, got }) => ({
      at,
      phase: ok ? 'Successful' : 'Failed',
      value: ok ? '' : says,
      title: `${secondsText(at)}  ${ok ? '✓' : '✗'} ${says}: ${got}`,
    })),
  )
}
