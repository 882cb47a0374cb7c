import { describe, expect, it } from 'vitest'
import { dashboards, releaseMarks } from '@slipway/platform'
import type { Point, Series } from '../prometheus/series.ts'
import { previewPage } from './preview-page.ts'
import type { Recording } from './recording.ts'

const base = { of: 'A test', team: 'shop', app: 'web', cluster: 'prod', from: 1000, to: 1060 }
const points = (value: number): readonly Point[] => Array.from({ length: 7 }, (_, i) => [1000 + i * 10, value] as const)
const recorded = (answers: readonly (readonly [string, readonly Series[]])[]): Recording => ({
  ...base,
  answers: new Map(answers),
})
const [requests] = dashboards[0]?.panels ?? []
const expr = requests?.questions[0]?.expr ?? ''
const count = (page: string, text: string | RegExp) => page.split(text).length - 1

describe('the page of dashboards', () => {
  it('has every panel of every dashboard, and says of an empty one whether it was asked', () => {
    const panels = dashboards.flatMap((board) => board.panels)
    const page = previewPage(dashboards, recorded([[expr, []]]))
    expect(count(page, '<section class="panel">')).toBe(panels.length)
    expect(count(page, 'No data in this while')).toBe(1)
    expect(count(page, 'Not in this recording')).toBe(panels.length - 1)
  })

  it('draws a line a series, names it by the legend, and says its last and highest value', () => {
    const labels = { response_code: '503' }
    const rising: Series = {
      labels,
      points: [
        [1000, 2],
        [1010, 40],
        [1020, 8],
      ],
    }
    const page = previewPage(
      dashboards,
      recorded([[expr, [rising, { labels: { response_code: '200' }, points: points(5) }]]]),
    )
    expect(count(page, /<path class="line/)).toBe(2)
    expect(page.includes('503</th><td>8 req/s</td><td>40 req/s</td>')).toBe(true)
  })

  it('draws releases where they began, on the dashboards that show releases', () => {
    const mark = releaseMarks[0]?.expr ?? ''
    const twice: Series = {
      labels: {},
      points: [
        [1010, 1],
        [1020, 1],
        [1050, 1],
      ],
    }
    const page = previewPage(
      dashboards,
      recorded([
        [expr, [{ labels: {}, points: points(1) }]],
        [mark, [twice]],
      ]),
    )
    expect(count(page, `<g class="mark`)).toBe(2)
    expect(page.includes('<title>Release, 00:16:50</title>')).toBe(true)
  })

  it('leaves a gap where nothing was recorded', () => {
    const gap: Series = {
      labels: {},
      points: points(1)
        .filter((_, i) => i < 2)
        .concat([
          [1055, 1],
          [1060, 1],
        ]),
    }
    const path = /<path class="line c0" d="([^"]*)"/.exec(previewPage(dashboards, recorded([[expr, [gap]]])))?.[1] ?? ''
    expect(path.match(/M/g)).toHaveLength(2)
  })

  it('cuts the name of a line that nobody could read', () => {
    const page = previewPage(
      dashboards,
      recorded([[expr, [{ labels: { response_code: 'x'.repeat(9e4) }, points: points(1) }]]]),
    )
    expect(page.includes(`${'x'.repeat(159)}…</th>`)).toBe(true)
    expect(page.includes('x'.repeat(160))).toBe(false)
  })

  it('asks nothing of anybody, and writes what was recorded as text', () => {
    const evil: Series = { labels: { response_code: '<script>alert(1)</script>' }, points: points(1) }
    const page = previewPage(dashboards, recorded([[expr, [evil]]]), 'a <b>note</b>')
    // Booleans: a page in a message is read by nobody.
    expect([page.includes('<script'), /(?:src|href)="(?!#)/.test(page), /url\(|@import/.test(page)]).toEqual([
      false,
      false,
      false,
    ])
    expect(page.includes('a &lt;b&gt;note&lt;/b&gt;')).toBe(true)
    expect(page.includes('default-src &#39;none&#39;')).toBe(true)
  })
})
