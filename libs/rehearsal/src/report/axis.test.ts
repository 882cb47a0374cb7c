import fc from 'fast-check'
import { expect, test } from 'vitest'
import { axis, secondsText, ticks } from './axis.ts'

test.each([
  [3, [0, 0.5, 1, 1.5, 2, 2.5, 3]],
  [18.4, [0, 2, 4, 6, 8, 10, 12, 14, 16, 18]],
  [300, [0, 30, 60, 90, 120, 150, 180, 210, 240, 270, 300]],
  [1200, [0, 120, 240, 360, 480, 600, 720, 840, 960, 1080, 1200]],
  [0.35, [0, 0.1, 0.2, 0.3]],
])('%d s on 800 pixels', (seconds, want) => expect(ticks(axis(seconds, 0, 800), 70)).toEqual(want))

test.each([
  [12.34, '12.3 s'],
  [0, '0.0 s'],
  [59.99, '60.0 s'],
  [60, '60 s'],
  [1200.4, '1200 s'],
  [NaN, '0.0 s'],
  [-3, '-3.0 s'],
])('%d is %s', (at, want) => {
  expect(secondsText(at)).toBe(want)
})

test('every second is on the axis, and later is never further left', () => {
  const time = fc.double()
  fc.assert(
    fc.property(time, time, time, (seconds, a, b) => {
      const { x } = axis(seconds, 100, 900)
      for (const at of [a, b]) expect(x(at)).toSatisfy((px: number) => px >= 100 && px <= 900)
      if (Number.isFinite(a) && Number.isFinite(b) && a <= b) expect(x(a)).toBeLessThanOrEqual(x(b))
    }),
  )
})

test('marks keep their distance, and there are never many', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 1e9, noNaN: true }), (seconds) => {
      const line = axis(seconds, 0, 800)
      const places = ticks(line, 70).map(line.x)
      expect(places.length).toBeLessThanOrEqual(12)
      for (const [i, place] of places.slice(1).entries()) expect(place - (places[i] ?? 0)).toBeGreaterThan(69)
    }),
  )
})
