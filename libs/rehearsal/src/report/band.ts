import type { Sample } from '../recording/recording.ts'
import { secondsText } from './axis.ts'
import type { Frame, Lane } from './lane.ts'
import type { Markup } from '@slipway/core/markup'
import type { Tone } from './palette.ts'
import { spans, type Span } from './span.ts'
import { bold, fitted } from '@slipway/core/text-width'
import { pair, rect, stroke, text, titled } from './svg.ts'

const height = 20

/** Marks a failure without colour. */
function hatch(left: number, right: number, top: number, tone: Tone): Markup {
  const lines: string[] = []
  for (let x = left - height; x < right; x += 7) {
    const [from, to] = [Math.max(x, left), Math.min(x + height, right)]
    if (to - from < 1) continue
    lines.push(`M${pair(from, top + height - (from - x))}L${pair(to, top + height - (to - x))}`)
  }
  return stroke(lines.join('') || `M${pair(left, top)}`, tone, { 'stroke-width': 1, opacity: '.35' })
}

/** Without room the first word of `Paused: CanaryPauseStep`; of a failure as much as fits. */
function words(value: string, room: number, tone: Tone): string {
  const [head = ''] = value.split(':')
  const whole = fitted(value, room, tone === 'bad' ? 12 * bold : 12)
  return whole === value || tone === 'bad' || head === value ? whole : fitted(head, room, 12)
}

function box({ from, to, value }: Span<string>, tone: Tone, frame: Frame, top: number): Markup {
  const left = frame.axis.x(from)
  // A blink stays visible.
  const wide = Math.max(frame.axis.x(to) - left, tone === 'good' ? 0.5 : 2.5)
  const x = Math.min(left, frame.axis.right - wide)
  const said = words(value, wide - 10, tone)
  return titled(
    `${value}: ${secondsText(from)} to ${secondsText(to)}`,
    rect([x, top, wide, height], `f-${tone}-area`, { 'fill-opacity': '.8' }),
    tone === 'bad' || tone === 'odd' ? hatch(x, x + wide, top, tone) : undefined,
    rect([x, top + height - 2.5, wide, 2.5], `f-${tone}`),
    said === '' ? undefined : text(x + 5, top + 13, `f-ink halo s-${tone}-area${tone === 'bad' ? ' b' : ''}`, said),
  )
}

/** A strip of named states; failures lie on top. */
export function band<K extends 'phase' | 'health' | 'sync'>(
  frame: Frame,
  field: K,
  samples: readonly Sample[],
  end: number,
  toneOf: (value: Sample[K]) => Tone,
): Lane {
  const tone = (value: string) => toneOf(value as Sample[K])
  const all = spans(samples, end, (sample): string => sample[field])
  const onTop = (value: string) => Number(tone(value) === 'bad' || tone(value) === 'odd')
  const order = [...all].sort((a, b) => onTop(a.value) - onTop(b.value))
  return { label: field, height, draw: (top) => order.map((stretch) => box(stretch, tone(stretch.value), frame, top)) }
}
