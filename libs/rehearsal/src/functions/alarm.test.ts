import { expect, it } from 'vitest'
import { isOn, type Counted, type ShareAlarm } from './alarm.ts'

const alarm: ShareAlarm = { name: 'a', namespace: 'AWS/Lambda', version: '2', above: 10, periods: 3, bad: 2 }
const calls = (minute: number, failed: number, all: number, version = '2'): readonly Counted[] =>
  Array.from({ length: all }, (_, i) => ({
    at: minute + i / all,
    namespace: 'AWS/Lambda',
    version,
    failed: i < failed,
  }))

it.each<[string, readonly Counted[], number, boolean]>([
  ['two bad minutes of three', [...calls(0, 2, 10), ...calls(1, 0, 10), ...calls(2, 2, 10)], 3, true],
  ['one bad minute', [...calls(0, 10, 10), ...calls(1, 1, 10), ...calls(2, 1, 10)], 3, false],
  ['a minute that is not over', [...calls(0, 2, 10), ...calls(1, 2, 10)], 1.9, false],
  ['minutes that are long over', [...calls(0, 2, 10), ...calls(1, 2, 10)], 5, false],
  ['minutes of another version', [...calls(0, 10, 10, '1'), ...calls(1, 10, 10, '1')], 2, false],
  ['no calls', [], 3, false],
])('%s', (_, all, now, on) => {
  expect(isOn(alarm, all, now)).toBe(on)
})
