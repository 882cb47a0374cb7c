import { el, htmlPage, type Child, type Markup } from '@slipway/core/markup'
import { compareBy, counted } from '@slipway/core'
import { releaseMarks, type Dashboard, type Panel } from '@slipway/platform'
import { legendOf, type Series } from '../prometheus/series.ts'
import { lineColours, panelChart, type Line, type Mark, type Span } from './panel-chart.ts'
import { previewStyle } from './preview-style.ts'
import type { Recording } from './recording.ts'
import { unitText } from './unit-text.ts'

/** Values of labels may be of any length. */
const shortened = (name: string): string => (name.length > 160 ? `${name.slice(0, 159)}…` : name)

/** A panel with more lines than that is read by nobody; Grafana has them all. */
const mostLines = 12

const last = ({ points }: Line): number => points.at(-1)?.[1] ?? 0
const most = ({ points }: Line): number => points.reduce((high, [, value]) => Math.max(high, value), -Infinity)

const linesOf = ({ questions }: Panel, { answers }: Recording): readonly Line[] =>
  questions.flatMap(({ expr, legend }) =>
    (answers.get(expr) ?? [])
      .filter(({ points }) => points.length > 0)
      .map(({ labels, points }) => ({ name: shortened(legendOf(legend, labels)) || '(no label)', points })),
  )

/** Each beginning of a while in which something was counted. */
const marksOf = ({ answers }: Recording): readonly Mark[] =>
  releaseMarks.flatMap(({ name, expr, colour }) =>
    (answers.get(expr) ?? []).flatMap((series) => beginnings(series).map((at) => ({ at, name, colour }))),
  )

function beginnings({ points }: Series): readonly number[] {
  const step = Math.min(...points.slice(1).map(([at], i) => at - (points[i]?.[0] ?? 0)))
  return points.filter(([at], i) => i === 0 || at - (points[i - 1]?.[0] ?? 0) > step * 1.5).map(([at]) => at)
}

const table = ({ unit }: Panel, lines: readonly Line[]): Markup =>
  el(
    'table',
    {},
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        el('td'),
        ['last', 'most'].map((name) => el('th', { scope: 'col' }, name)),
      ),
    ),
    el(
      'tbody',
      {},
      lines.map((one, i) =>
        el(
          'tr',
          {},
          el('th', { scope: 'row' }, el('span', { class: `key c${i % lineColours}` }), one.name),
          el('td', {}, unitText(unit, last(one))),
          el('td', {}, unitText(unit, most(one))),
        ),
      ),
    ),
  )

function panelMarkup(panel: Panel, recording: Recording, marks: readonly Mark[]): Markup {
  const all = [...linesOf(panel, recording)].sort(compareBy((one) => one.name))
  const shown = all.slice(0, mostLines)
  const asked = panel.questions.some(({ expr }) => recording.answers.has(expr))
  const empty = asked ? 'No data in this while' : 'Not in this recording'
  return el(
    'section',
    { class: 'panel' },
    el('h3', {}, panel.title),
    panel.says === '' ? undefined : el('p', { class: 'soft' }, panel.says),
    shown.length === 0
      ? el('div', { class: 'none' }, empty)
      : [panelChart(panel, shown, recording, marks), table(panel, shown)],
    all.length > shown.length ? el('p', { class: 'soft' }, `${all.length - shown.length} more lines`) : undefined,
    el('details', {}, el('summary', {}, counted(panel.questions.length, 'question')), questions(panel)),
  )
}

const questions = (panel: Panel): Child => panel.questions.map(({ expr }) => el('p', {}, el('code', {}, expr)))

const time = (seconds: number): string => `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`
const length = ({ from, to }: Span): string => {
  const seconds = Math.round(to - from)
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`
}

const signs = (marks: readonly Mark[]): Child =>
  marks.length === 0
    ? undefined
    : el(
        'p',
        {},
        marks.map((mark, i) => [
          i === 0 ? '' : ' · ',
          el('span', { class: `sign ${mark.colour}` }, '¦ '),
          `${mark.name} ${time(mark.at).slice(11, 19)}`,
        ]),
      )

/**
 * Dashboards as one page that asks nothing of anybody: Grafana draws the same panels of the same answers.
 * @param note said above all, where the recording is not of the app that was asked for
 */
export function previewPage(dashboards: readonly Dashboard[], recording: Recording, note?: string): string {
  const { app, team, cluster, of } = recording
  const marks = [...marksOf(recording)].sort((a, b) => a.at - b.at)
  const title = `${team}/${app} in ${cluster}`
  const policy = "default-src 'none'; style-src 'unsafe-inline'"
  return htmlPage(
    { title, policy, css: previewStyle },
    el(
      'header',
      {},
      el('h1', {}, title),
      el('p', { class: 'soft' }, `${of}: ${length(recording)} from ${time(recording.from)}`),
      note === undefined ? undefined : el('p', { class: 'note' }, note),
      signs(marks),
      el(
        'nav',
        { 'aria-label': 'Dashboards' },
        dashboards.map(({ name, title: text }) => el('a', { href: `#${name}` }, text)),
      ),
    ),
    el(
      'main',
      {},
      dashboards.map((board) => [
        el('h2', { id: board.name }, board.title),
        el(
          'div',
          { class: 'panels' },
          board.panels.map((one) => panelMarkup(one, recording, board.releases ? marks : [])),
        ),
      ]),
    ),
    el(
      'footer',
      {},
      'A picture of Slipway’s dashboards, without Grafana: the questions and units are theirs, the drawing is not.',
    ),
  )
}
