import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '@slipway/core/runs'
import type { AppTrack, Recording } from '../recording/recording.ts'
import { anyApp, anyRecording } from '../../test/any-recording.ts'
import { aborts, drains, drift, promotes, sampleRecordings } from '../../test/sample-recordings.ts'
import { textWidth } from '@slipway/core/text-width'
import { drawing, timelineSvg } from './timeline.ts'
import { all, parsed, withClass, type Element } from '@slipway/core/well-formed'

const first = (recording: Recording): AppTrack => recording.apps[0] as AppTrack
const texts = (svg: string): readonly string[] =>
  all(parsed(svg))
    .filter(({ tag }) => tag === 'text')
    .map(({ text }) => text)
const titles = (svg: string): readonly string[] =>
  all(parsed(svg))
    .filter(({ tag }) => tag === 'title')
    .map(({ text }) => text)
const numbers = (text: string): readonly number[] => (text.match(/-?[\d.]+(?:e[-+]?\d+)?/g) ?? []).map(Number)
const of = ({ attributes }: Element, name: string): number => Number(attributes[name])
const sizeOf = ({ attributes }: Element): number => {
  if (attributes['font-size'] !== undefined) return Number(attributes['font-size'])
  const names = (attributes['class'] ?? '').split(' ')
  return names.includes('t') ? 17 : names.includes('sm') ? 11 : 12
}

/** Where an element begins and ends: left, top, right, bottom. */
function extent(element: Element): readonly (readonly [number, number])[] {
  const { tag, attributes, text } = element
  if (tag === 'rect')
    return [
      [of(element, 'x'), of(element, 'y')],
      [of(element, 'x') + of(element, 'width'), of(element, 'y') + of(element, 'height')],
    ]
  if (tag === 'circle') {
    const r = of(element, 'r')
    return [
      [of(element, 'cx') - r, of(element, 'cy') - r],
      [of(element, 'cx') + r, of(element, 'cy') + r],
    ]
  }
  if (tag === 'text') {
    const wide = textWidth(text, sizeOf(element))
    const names = (attributes['class'] ?? '').split(' ')
    const left = of(element, 'x') - (names.includes('e') ? wide : names.includes('m') ? wide / 2 : 0)
    return [
      [left, of(element, 'y') - sizeOf(element)],
      [left + wide, of(element, 'y') + 3],
    ]
  }
  if (tag !== 'path') return []
  let [x, y] = [0, 0]
  return [...(attributes['d'] ?? '').matchAll(/([MLHVZ])([^MLHVZ]*)/g)].map(([, command, rest = '']) => {
    const [a = NaN, b = NaN] = numbers(rest)
    if (command === 'M' || command === 'L') [x, y] = [a, b]
    if (command === 'H') x = a
    if (command === 'V') y = a
    return [x, y] as const
  })
}

function outside(svg: string): readonly string[] {
  const root = parsed(svg)
  const [left = NaN, top = NaN, width = NaN, height = NaN] = numbers(root.attributes['viewBox'] ?? '')
  return all(root)
    .filter((element) =>
      extent(element).some(
        ([x, y]) => !(x >= left - 0.5 && x <= left + width + 0.5 && y >= top - 0.5 && y <= top + height + 0.5),
      ),
    )
    .map((e) => JSON.stringify({ ...e, inside: [] }))
}

describe('the picture of an app', () => {
  test('a promoted canary: its steps, its measurements, the commit, how it ended', () => {
    const svg = timelineSvg(promotes, first(promotes))
    expect(texts(svg)).toEqual(
      expect.arrayContaining([
        'shop/catalog',
        'Canary 10 → 50 → 100 %, promoted; 4 to 8 pods ready; at the end Synced and Healthy.',
        'errors',
        'p95',
        'traffic',
        '50 %',
        '✓ promoted',
        'Healthy',
        'Synced',
        '1',
        'commit',
        '1.1 s · 9d1c40f · release(catalog): 1.4.0 to 1.5.0 in prod-eu',
      ]),
    )
    expect(titles(svg)).toContain('10 % to the canary: 4.2 s to 7.6 s')
  })

  test('an aborted one says which metric it was, and shows which claim failed', () => {
    const svg = timelineSvg(aborts, first(aborts))
    expect(texts(svg)).toEqual(
      expect.arrayContaining(['✗ aborted', '0.0514', 'Degraded', 'Failed', 'no bad pod is left 5 s after git revert']),
    )
    expect(titles(svg)).toContain('10.1 s  errors = [0.0514]  Failed: failed (3) > failureLimit (2)')
    expect(texts(svg)).not.toContain('✓ promoted')
  })

  test('an app without canary has no such lane; a hand and a node are marked', () => {
    expect(texts(timelineSvg(drift, first(drift)))).not.toContain('to the canary')
    expect(titles(timelineSvg(drift, first(drift)))).toContain(
      '1. 2.0 s  by hand kubectl set image deployment/ledger app=evil',
    )
    expect(titles(timelineSvg(drift, drift.apps[1] as AppTrack)).join()).not.toContain('kubectl')
    expect(texts(timelineSvg(drains, first(drains)))).toEqual(expect.arrayContaining(['9', 'and 2 more']))
  })

  test('marks that bunch up share a sign', () => {
    const commits = [3, 3.1, 3.2, 500].map((at, i) => ({ at, sha: 'abc', subject: `commit ${i}`, files: 1 }))
    const svg = timelineSvg({ ...drains, seconds: 1200, events: [], commits }, first(drains))
    expect(texts(svg)).toEqual(expect.arrayContaining(['1–3', '4']))
  })

  test('a blink of something bad is still to be seen in a long run', () => {
    const [one, two] = first(aborts).samples
    const app = {
      name: 'a/b',
      measurements: [],
      samples: [
        { ...one, at: 0 },
        { ...two, at: 300, health: 'Degraded' },
        { ...one, at: 300.1 },
      ],
    } as AppTrack
    const svg = parsed(timelineSvg({ ...aborts, seconds: 1200 }, app))
    const box = withClass(svg, 'f-bad-area')[0] as Element
    expect(of(box, 'width')).toBeGreaterThanOrEqual(2)
    expect(box.tag).toBe('rect')
  })

  test.each(sampleRecordings.flatMap((r) => r.apps.map((a) => [r.scenario, a.name, r, a] as const)))(
    '%s, %s: no word lies on another',
    (_, __, r, a) => {
      for (const width of ['wide', 'narrow'] as const) {
        const boxes = all(parsed(drawing(r, a, { width, alone: false }).markup))
          .filter(({ tag }) => tag === 'text')
          .map((e) => [e.text, extent(e)] as const)
        const hits = boxes.flatMap(([text, [p, q]], i) =>
          boxes.slice(i + 1).flatMap(([other, [s, t]]) => {
            const apart = !p || !q || !s || !t || q[0] <= s[0] || t[0] <= p[0] || q[1] - 4 <= s[1] || t[1] - 4 <= p[1]
            return apart ? [] : [[text, other]]
          }),
        )
        expect(hits).toEqual([])
      }
    },
  )
})

describe('whatever was recorded', () => {
  const cases = fc.tuple(anyRecording(), anyApp, fc.constantFrom('wide' as const, 'narrow' as const), fc.boolean())

  test('the picture is well formed, without NaN, and all of it is inside', () => {
    fc.assert(
      fc.property(cases, ([recording, app, width, alone]) => {
        const svg = drawing(recording, app, { width, alone: width === 'wide' && alone }).markup
        const root = parsed(svg)
        for (const { tag, attributes } of all(root)) {
          if (tag === 'svg') continue
          expect(Object.values(attributes).join(' ')).not.toMatch(/NaN|Infinity|undefined/)
        }
        expect(root.attributes['viewBox']).toMatch(/^-?\d+ -?\d+ [\d.]+ [\d.]+$/)
        expect(outside(svg)).toEqual([])
        expect(all(root).map(({ tag }) => tag)).not.toContain('script')
      }),
      { numRuns: runs(50, 150) },
    )
  })

  test('the same recording is the same picture', () => {
    fc.assert(
      fc.property(cases, ([recording, app]) => {
        expect(timelineSvg(structuredClone(recording), app)).toBe(timelineSvg(recording, app))
      }),
      { numRuns: 20 },
    )
  })
})
