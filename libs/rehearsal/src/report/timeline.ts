import type { AppTrack, Recording } from '../recording/recording.ts'
import { axis, ticks } from './axis.ts'
import { band } from './band.ts'
import { actionsFor, userActions, type UserAction } from './user-action.ts'
import type { Frame, Lane } from './lane.ts'
import { legend } from './legend.ts'
import { el, figure, styleSheet, type Markup } from '@slipway/core/markup'
import { marks, marksHeight, marksList, verticals } from './marks.ts'
import { claimsLane, measuredLanes } from './measured.ts'
import { timelineStyle } from './palette.ts'
import { podsLane } from './pods.ts'
import { requestLanes } from './requests.ts'
import { nodeLanes, scalingLanes } from './scaling.ts'
import { shareLane } from './share.ts'
import { story } from './story.ts'
import { lastSecond } from './span.ts'
import { fitted, textWidth, wrapped } from '@slipway/core/text-width'
import { healthTone, phaseTone, syncTone } from './tone.ts'
import { across, pair, rect, stroke, text } from './svg.ts'

interface DrawingOptions {
  /** `wide` for a screen, `narrow` for a phone. */
  readonly width?: 'wide' | 'narrow'
  /** With name, story, actions and style sheet. @default true */
  readonly alone?: boolean
}

const pixels = { wide: 960, narrow: 358 } as const
const margin = 16

const frameOf = (width: number, seconds: number) => {
  const narrow = width < 600
  return { width, narrow, axis: axis(seconds, narrow ? 34 : 138, width - (narrow ? 8 : 14)) }
}

function lanesOf(frame: Frame, recording: Recording, app: AppTrack, end: number): readonly Lane[] {
  const share = shareLane(frame, app, end)
  const claims = claimsLane(frame, recording.claims)
  return [
    ...(share === undefined ? [] : [share]),
    ...requestLanes(frame, app.traffic),
    ...scalingLanes(frame, app.scaling, end),
    ...(app.scaling === undefined ? [] : nodeLanes(frame, recording.nodes, end)),
    ...measuredLanes(frame, app.measurements),
    band(frame, 'phase', app.samples, end, phaseTone),
    podsLane(frame, app.samples, end),
    band(frame, 'health', app.samples, end, (health) => healthTone[health]),
    band(frame, 'sync', app.samples, end, (sync) => syncTone[sync]),
    ...(claims === undefined ? [] : [claims]),
  ]
}

function stack(
  frame: Frame,
  lanes: readonly Lane[],
  top: number,
): { readonly bottom: number; readonly drawn: readonly Markup[] } {
  let y = top
  const drawn = lanes.flatMap(({ label, height, scaled, draw }) => {
    const above = frame.narrow ? 15 : 0
    const name = frame.narrow
      ? text(0, y + 12, 'sm f-soft halo s-ground', fitted(label, frame.width, 11))
      : text(0, y + Math.min(height / 2, 46) + 4, 'f-soft', fitted(label, frame.axis.left - (scaled ? 44 : 8), 12))
    const lane = draw(y + above)
    y += above + height + (frame.narrow ? 12 : 10)
    return [name, ...lane]
  })
  return { bottom: y, drawn }
}

function scale(frame: Frame, top: number): readonly Markup[] {
  const { x } = frame.axis
  const longest = textWidth(`${Math.ceil(frame.axis.seconds)} s`, 11)
  const all = ticks(frame.axis, Math.max(frame.narrow ? 56 : 72, longest + 16))
  return [
    across(frame, top, 'soft'),
    ...all.flatMap((at) => [
      stroke(`M${pair(x(at), top)}V${figure(top + 4)}`, 'soft'),
      // The last one must not leave the picture.
      text(Math.min(x(at), frame.width - textWidth(`${at} s`, 11) / 2), top + 17, 'm sm f-soft num', `${at} s`),
    ]),
  ]
}

function heading(frame: Frame, app: AppTrack): { readonly height: number; readonly drawn: readonly Markup[] } {
  const lines = wrapped(story(app), frame.width, 13, 3)
  return {
    height: 30 + lines.length * 18 + 8,
    drawn: [
      text(0, 18, 't f-ink', fitted(app.name, frame.width, 18)),
      ...lines.map((line, i) => text(0, 42 + i * 18, 'f-ink', line, { 'font-size': 13 })),
    ],
  }
}

/** One app's picture. @param all actions, with the page's numbers */
export function drawing(
  recording: Recording,
  app: AppTrack,
  options: DrawingOptions = {},
  all: readonly UserAction[] = userActions(recording),
): Markup {
  const { width: size = 'wide', alone = true } = options
  const done = actionsFor(all, app.name)
  const end = lastSecond(recording.seconds, app.samples, app.measurements, done)
  const frame = frameOf(pixels[size], end)
  const head = alone ? heading(frame, app) : { height: 0, drawn: [] }
  const top = head.height + (done.length > 0 ? marksHeight + 4 : 2)
  const lanes = stack(frame, lanesOf(frame, recording, app, end), top)
  const words = legend(frame, app, done, lanes.bottom + 26)
  const list = alone ? marksList(frame, done, lanes.bottom + 26 + words.height + 8) : { height: 0, drawn: [] }
  const height = lanes.bottom + 26 + words.height + (list.height > 0 ? list.height + 8 : 0)
  const edge = alone ? margin : 0
  return el(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: `tl tl-${size}`,
      role: 'img',
      'aria-label': `${app.name}: ${story(app)}`,
      viewBox: `${-edge} ${-edge} ${figure(frame.width + 2 * edge)} ${figure(height + 2 * edge)}`,
      ...(alone ? { width: frame.width + 2 * edge, height: height + 2 * edge } : {}),
    },
    alone ? styleSheet(timelineStyle) : undefined,
    alone ? rect([-edge, -edge, frame.width + 2 * edge, height + 2 * edge], 'f-ground') : undefined,
    // Under the lanes, so that no word is struck through.
    head.drawn,
    verticals(frame, done, head.height + 18, lanes.bottom),
    lanes.drawn,
    marks(frame, done, head.height),
    scale(frame, lanes.bottom),
    words.drawn,
    list.drawn,
  )
}

export const timelineSvg = (recording: Recording, app: AppTrack): string => `${drawing(recording, app).markup}\n`
