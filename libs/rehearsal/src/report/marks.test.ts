import fc from 'fast-check'
import { expect, test } from 'vitest'
import { axis } from './axis.ts'
import type { UserAction } from './user-action.ts'
import { el } from '@slipway/core/markup'
import { marks, marksList, verticals } from './marks.ts'
import { all, parsed, type Element } from '@slipway/core/well-formed'

const frame = { width: 960, narrow: false, axis: axis(100, 100, 900) }
const at = (...seconds: readonly number[]): readonly UserAction[] =>
  seconds.map((s, i) => ({ number: i + 1, at: s, kind: 'commit', text: `change ${i + 1}` }))
const drawn = (deeds: readonly UserAction[]): Element => parsed(el('g', {}, marks(frame, deeds, 0)).markup)
const texts = (root: Element): readonly string[] =>
  all(root)
    .filter((e) => e.tag === 'text')
    .map((e) => e.text)

test.each([
  ['one, with its words', [50], ['1', 'change 1']],
  ['two with room', [10, 60], ['1', 'change 1', '2', 'change 2']],
  ['two without room for words', [10, 14], ['1', '2', 'change 2']],
  ['a bunch shares a sign', [10, 10.1, 10.2, 80], ['1–3', '4', 'change 4']],
  ['a bunch that grows into its neighbour takes it in', [10, 11.5, 13, 14.5].map((s) => s / 2), ['1–4']],
])('%s', (_, seconds, want) => expect(texts(drawn(at(...seconds)))).toEqual(want))

test('signs never lie on each other, and each deed is in one title', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 60 }), (seconds) => {
      const root = drawn(at(...[...seconds].sort((a, b) => a - b)))
      const boxes = all(root)
        .filter((e) => e.tag === 'rect')
        .map(({ attributes }) => [Number(attributes['x']), Number(attributes['width'])] as const)
      for (const [i, [x]] of boxes.slice(1).entries())
        expect(x).toBeGreaterThanOrEqual((boxes[i]?.[0] ?? 0) + (boxes[i]?.[1] ?? 0))
      expect(
        all(root)
          .filter((e) => e.tag === 'title')
          .flatMap((e) => e.text.split('\n')),
      ).toHaveLength(seconds.length)
    }),
  )
})

test('one line for all that was done at one place', () =>
  expect(verticals(frame, at(10, 10, 20), 0, 50)).toHaveLength(2))

test('a long list says how many more there are', () => {
  const of = (n: number): readonly string[] =>
    texts(parsed(el('g', {}, marksList(frame, at(...Array.from({ length: n }, (_, i) => i)), 0).drawn).markup))
  expect(of(8)).not.toContain('and 1 more')
  expect(of(8).filter((text) => text.includes('change'))).toHaveLength(8)
  expect(of(20).at(-1)).toBe('and 13 more')
})
