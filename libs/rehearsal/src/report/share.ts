import type { AppTrack } from '../recording/recording.ts'
import { secondsText } from './axis.ts'
import { canaryRuns, type CanaryRun } from './canary-run.ts'
import type { Frame, Lane } from './lane.ts'
import { el, figure, type Markup } from '@slipway/core/markup'
import type { Tone } from './palette.ts'
import { spans, type Span } from './span.ts'
import { textWidth } from './text-width.ts'

const height = 92

const endTone: { readonly [K in CanaryRun['end']]: Tone } = {
  promoted: 'good',
  aborted: 'bad',
  'taken back': 'odd',
  'under way': 'busy',
}
const endSign: { readonly [K in CanaryRun['end']]: string } = {
  promoted: '✓',
  aborted: '✗',
  'taken back': '↩',
  'under way': '…',
}

/** Clamps. */
const within = (share: number): number => (Number.isFinite(share) ? Math.min(Math.max(share, 0), 100) : 0)
const percent = (share: number): string => `${figure(share)} %`

/** Beside the last step of a canary where there is room, else within it, else only the sign. */
function endLabel(episode: CanaryRun, next: CanaryRun | undefined, frame: Frame, base: number): Markup {
  const { x, right } = frame.axis
  const at = x(episode.to ?? frame.axis.seconds)
  const full = `${endSign[episode.end]} ${episode.end}`
  const wide = textWidth(full, 13) + 8
  const after = (next === undefined ? right : x(next.from)) - at
  const before = at - x(episode.from)
  const tone = endTone[episode.end]
  const place =
    after >= wide
      ? { x: at + 6, text: full, end: false }
      : before >= wide
        ? { x: at - 6, text: full, end: true }
        : after >= 18
          ? { x: at + 4, text: endSign[episode.end], end: false }
          : { x: Math.max(at - 3, frame.axis.left + 16), text: endSign[episode.end], end: true }
  return el(
    'text',
    { x: place.x, y: base - 8, class: `b halo s-ground f-${tone}${place.end ? ' e' : ''}`, 'font-size': 13 },
    place.text,
  )
}

function area(
  stretch: Span<number | undefined>,
  frame: Frame,
  y: (share: number) => number,
  base: number,
): Markup | undefined {
  const share = within(stretch.value ?? 0)
  if (share === 0) return undefined
  const [left, right] = [frame.axis.x(stretch.from), frame.axis.x(stretch.to)]
  const text = percent(share)
  const over = share < 80
  return el(
    'g',
    {},
    el('title', {}, `${text} to the canary: ${secondsText(stretch.from)} to ${secondsText(stretch.to)}`),
    el('rect', {
      x: left,
      y: y(share),
      width: right - left,
      height: base - y(share),
      class: 'f-canary-area',
      'fill-opacity': '.8',
      'shape-rendering': 'crispEdges',
    }),
    right - left < textWidth(text, 12) + 6
      ? undefined
      : el(
          'text',
          {
            x: left + 4,
            y: over ? y(share) - 5 : y(share) + 15,
            class: `b f-ink num halo ${over ? 's-ground' : 's-canary-area'}`,
          },
          text,
        ),
  )
}

function outline(all: readonly Span<number | undefined>[], frame: Frame, y: (share: number) => number): Markup {
  const path = all.map(({ from, to, value }, i) => {
    if (value === undefined) return ''
    const start = all[i - 1]?.value === undefined ? `M${figure(frame.axis.x(from))} ${figure(y(value))}` : ''
    return `${start}L${figure(frame.axis.x(from))} ${figure(y(value))}L${figure(frame.axis.x(to))} ${figure(y(value))}`
  })
  return el('path', { d: path.join(''), class: 'n s-canary', 'stroke-width': 2, 'stroke-linejoin': 'round' })
}

/** Unset for an app without a canary. */
export function shareLane(frame: Frame, app: AppTrack, end: number): Lane | undefined {
  if (app.samples.every((s) => s.canaryShare === undefined)) return undefined
  const all = spans(app.samples, end, (s) => s.canaryShare)
  const runs = canaryRuns(app)
  const draw = (top: number): readonly Markup[] => {
    const base = top + height
    const y = (share: number): number => base - (within(share) / 100) * (height - 8)
    const { left, right } = frame.axis
    return [
      ...[0, 50, 100].flatMap((share) => [
        el('path', { d: `M${figure(left)} ${figure(y(share))}H${figure(right)}`, class: 'n s-grid' }),
        el(
          'text',
          { x: left - 6, y: y(share) + 4, class: 'e sm f-soft num halo s-ground' },
          frame.narrow ? share : percent(share),
        ),
      ]),
      ...all.flatMap((stretch) => area(stretch, frame, y, base) ?? []),
      outline(all, frame, y),
      ...runs.map((run, i) => endLabel(run, runs[i + 1], frame, base)),
    ]
  }
  return { label: 'to the canary', height, scaled: true, draw }
}
