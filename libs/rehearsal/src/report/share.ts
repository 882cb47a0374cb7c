import type { AppTrack } from '../recording/recording.ts'
import { secondsText } from './axis.ts'
import { canaryRuns, type CanaryRun } from './canary-run.ts'
import type { Frame, Lane } from './lane.ts'
import { figure, type Markup } from '@slipway/core/markup'
import type { Tone } from './palette.ts'
import { spans, type Span } from './span.ts'
import { bold, textWidth } from '@slipway/core/text-width'
import { crisp, rect, scaleMarks, stair, stroke, text, titled } from './svg.ts'

const height = 92

const ends: { readonly [K in CanaryRun['end']]: readonly [Tone, sign: string] } = {
  promoted: ['good', '✓'],
  aborted: ['bad', '✗'],
  'taken back': ['odd', '↩'],
  'under way': ['busy', '…'],
}

const within = (share: number) => (Number.isFinite(share) ? Math.min(Math.max(share, 0), 100) : 0)
const percent = (share: number) => `${figure(share)} %`

/** Beside the last step of a canary where there is room, else within it, else only the sign. */
function endLabel(episode: CanaryRun, next: CanaryRun | undefined, frame: Frame, base: number): Markup {
  const { x, right } = frame.axis
  const at = x(episode.to ?? frame.axis.seconds)
  const [tone, sign] = ends[episode.end]
  const full = `${sign} ${episode.end}`
  const wide = textWidth(full, 13 * bold) + 8
  const after = (next === undefined ? right : x(next.from)) - at
  const before = at - x(episode.from)
  const put = (left: number, said: string, end: boolean) =>
    text(left, base - 8, `b halo s-ground f-${tone}${end ? ' e' : ''}`, said, { 'font-size': 13 })
  if (after >= wide) return put(at + 6, full, false)
  if (before >= wide) return put(at - 6, full, true)
  return after >= 18 ? put(at + 4, sign, false) : put(Math.max(at - 3, frame.axis.left + 16), sign, true)
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
  const said = percent(share)
  const over = share < 80
  const look = `b f-ink num halo ${over ? 's-ground' : 's-canary-area'}`
  return titled(
    `${said} to the canary: ${secondsText(stretch.from)} to ${secondsText(stretch.to)}`,
    rect([left, y(share), right - left, base - y(share)], 'f-canary-area', { 'fill-opacity': '.8', ...crisp }),
    right - left < textWidth(said, 12 * bold) + 6
      ? undefined
      : text(left + 4, over ? y(share) - 5 : y(share) + 15, look, said),
  )
}

function outline(all: readonly Span<number | undefined>[], frame: Frame, y: (share: number) => number): Markup {
  const steps = all.flatMap(({ from, to, value }) => (value === undefined ? [] : [{ from, to, y: y(value) }]))
  return stroke(stair(frame, steps), 'canary', { 'stroke-width': 2, 'stroke-linejoin': 'round' })
}

export function shareLane(frame: Frame, app: AppTrack, end: number): Lane | undefined {
  if (app.samples.every((s) => s.canaryShare === undefined)) return undefined
  const all = spans(app.samples, end, (s) => s.canaryShare)
  const runs = canaryRuns(app)
  const draw = (top: number) => {
    const base = top + height
    const y = (share: number) => base - (within(share) / 100) * (height - 8)
    return [
      ...scaleMarks(
        frame,
        [0, 50, 100].map((share) => ({ y: y(share), text: frame.narrow ? share : percent(share) })),
      ),
      ...all.flatMap((stretch) => area(stretch, frame, y, base) ?? []),
      outline(all, frame, y),
      ...runs.map((run, i) => endLabel(run, runs[i + 1], frame, base)),
    ]
  }
  return { label: 'to the canary', height, scaled: true, draw }
}
