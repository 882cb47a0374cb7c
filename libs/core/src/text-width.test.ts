import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitted, textWidth, wrapped } from './text-width.ts'

test.each([
  ['Healthy', 100, 'Healthy'],
  ['Degraded: RolloutAborted', 70, /^Degrad\S*…$/],
  ['Progressing', 12, ''],
  ['', 5, ''],
])('%j in %d pixels', (text, room, want) => expect(fitted(text, room, 12)).toMatch(want === '' ? /^$/ : want))

test('what is fitted fits, and begins as the text does', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(300), (text, room) => {
      const out = fitted(text, room, 12)
      expect(textWidth(out, 12)).toBeLessThanOrEqual(room)
      expect(text.startsWith(out.replace(/…$/, ''))).toBe(true)
    }),
  )
})

test('a letter of several code points is never cut in two', () => {
  const family = '👨‍👩‍👧'
  expect(fitted(family.repeat(20), 90, 12)).toMatch(new RegExp(`^(${family})+…$`, 'u'))
})

test('a sentence is wrapped at words and loses none that has room', () => {
  const text = 'canary 10 to 25 percent, aborted because errors was too high; at the end Healthy'
  expect(wrapped(text, 200, 12, 9).join(' ')).toBe(text)
  expect(wrapped(text, 200, 12, 9).length).toBeGreaterThan(1)
  expect(wrapped(text, 200, 12, 2)).toHaveLength(2)
  expect(wrapped(text, 200, 12, 2)[1]).toMatch(/…$/)
})
