import { expect, test } from 'vitest'
import { clockIn, windowAfter } from './time-window.ts'

test.each([
  ['the next full minute', '2026-11-21T14:57:20Z', 'Etc/UTC', '58 14 * * *', '59 14 * * *'],
  ['one that is full already', '2026-11-21T14:57:00Z', 'Etc/UTC', '57 14 * * *', '58 14 * * *'],
  ['over the hour', '2026-11-21T14:58:01Z', 'Etc/UTC', '59 14 * * *', '0 15 * * *'],
  ['over midnight, in its own zone', '2026-11-21T22:58:01Z', 'Europe/Berlin', '59 23 * * *', '0 0 * * *'],
  ['a zone of other minutes', '2026-11-21T14:57:20Z', 'Asia/Kathmandu', '43 20 * * *', '44 20 * * *'],
])('a window begins with %s', (_, moment, zone, from, to) =>
  expect(windowAfter(new Date(moment), zone)).toMatchObject({ from, to }),
)

test('a clock shows the time of its zone', () =>
  expect(clockIn('Europe/Berlin', new Date('2026-07-01T22:05:00Z'))).toBe('00:05'))
