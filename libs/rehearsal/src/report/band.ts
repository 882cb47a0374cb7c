import type { Sample } from '../recording/recording.ts'
import { secondsText } from './axis.ts'
import type { Frame, Lane } from './lane.ts'
import { el, figure, type Markup } from '@slipway/core/markup'
import type { Tone } from './palette.ts'
import { spans, type Span } from './span.ts'
import { fitted } from './text-width.ts'

const height = 20

/** Marks a failure without colour. */
function hatch(left: number, right: number, top: number, tone: Tone): Markup {
  const lines: string[] = []
  for (let x = left - height; x < right; x += 7) {
    const [from, to] = [Math.max(x, left), Math.min(x + height, right)]
    if (to - from < 1) continue
    lines.push(`M${figure(from)} ${figure(top + height - (from - x))}L${figure(to)} ${figure(top + height - (to - x))}`)
  }
  return el('path', {
    d: lines.join('') || `M${figure(left)} ${figure(top)}`,
    class: `n s-${tone}`,
    'stroke-width': 1,
    opacity: '.35',
  })
}

/** Without room the first word of `Paused: CanaryPauseStep`; of a failure as much as fits. */
function words(value: string, room: number, tone: Tone): string {
  const [head = ''] = value.split(':')
  const whole = fitted(value, room, 12)
  return whole === value || tone === 'bad' || head === value ? whole : fitted(head, room, 12)
}

function box({ from, to, value }: Span<string>, tone: Tone, frame: Frame, top: number): Markup {
  const left = frame.axis.x(from)
  // A blink stays visible.
  const wide = Math.max(frame.axis.x(to) - left, tone === 'good' ? 0.5 : 2.5)
  const x = Math.min(left, frame.axis.right - wide)
  const text = words(value, wide - 10, tone)
  return el(
    'g',
    {},
    el('title', {}, `${value}: ${secondsText(from)} to ${secondsText(to)}`),
    el('rect', { x, y: top, width: wide, height, class: `f-${tone}-area`, 'fill-opacity': '.8' }),
    tone === 'bad' || tone === 'odd' ? hatch(x, x + wide, top, tone) : undefined,
    el('rect', { x, y: top + height - 2.5, width: wide, height: 2.5, class: `f-${tone}` }),
    text === ''
      ? undefined
      : el('text', { x: x + 5, y: top + 13, class: `f-ink halo s-${tone}-area${tone === 'bad' ? ' b' : ''}` }, text),
  )
}

/** A strip of named states; failures lie on top. */
export function band(
  frame: Frame,
  label: string,
  samples: readonly Sample[],
  end: number,
  pick: (sample: Sample) => string,
  toneOf: (sample: Sample) => Tone,
): Lane {
  const tones = new Map(samples.map((sample) => [pick(sample), toneOf(sample)]))
  const tone = (value: string): Tone => tones.get(value) ?? 'none'
  const all = spans(samples, end, pick)
  const onTop = (value: string): number => Number(tone(value) === 'bad' || tone(value) === 'odd')
  const order = [...all].sort((a, b) => onTop(a.value) - onTop(b.value))
  return { label, height, draw: (top) => order.map((stretch) => box(stretch, tone(stretch.value), frame, top)) }
}
