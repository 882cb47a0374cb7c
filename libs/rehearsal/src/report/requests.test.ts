import { describe, expect, it } from 'vitest'
import type { TrafficSecond } from '../recording/recording.ts'
import { axis } from './axis.ts'
import { requestLanes } from './requests.ts'

const frame = { width: 960, narrow: false, axis: axis(10, 100, 900) }
const second = (at: number, more: Partial<TrafficSecond> = {}): TrafficSecond => ({
  at,
  all: 10,
  versions: { '1.0.0': 10 },
  failed: 0,
  p50: 3,
  p95: 9,
  p99: 20,
  ...more,
})
const drawn = (traffic: readonly TrafficSecond[]) =>
  requestLanes(frame, traffic).map(
    ({ label, draw }) =>
      [
        label,
        draw(0)
          .map(({ markup }) => markup)
          .join(''),
      ] as const,
  )
const lane = (traffic: readonly TrafficSecond[], label: string) => new Map(drawn(traffic)).get(label) ?? ''

describe('requestLanes', () => {
  it('are none where nobody asked', () => expect(requestLanes(frame)).toEqual([]))
  it('are rate, failures and times', () =>
    expect(drawn([second(1)]).map(([label]) => label)).toEqual(['requests/s', 'failed', 'ms']))
  it('say who came back to the same pod, where somebody asked twice', () =>
    expect(drawn([second(1, { samePod: 0.5 })]).map(([label]) => label)).toContain('same pod'))

  it.each([
    ['the version that was there first', [second(1)], /stable-area/, /canary-area|bad-area/],
    [
      'another one',
      [second(1), second(2, { versions: { '1.0.0': 5, '1.1.0': 5 } })],
      /canary-area/,
      /height="[1-9][^>]*bad-area/,
    ],
    [
      'what no pod answered',
      [second(1, { versions: { '1.0.0': 4 }, failed: 6 })],
      /height="[1-9][^>]*bad-area/,
      /canary-area/,
    ],
  ])('tell apart %s', (_, traffic, has, hasNot) => {
    const markup = lane(traffic, 'requests/s').replaceAll(/<rect[^>]*height="0"[^>]*><\/rect>/g, '')
    expect(markup).toMatch(has)
    expect(markup).not.toMatch(hasNot)
  })

  it.each([
    ['none', [second(1)], ['none']],
    ['one row', [second(1, { failed: 2 }), second(2, { failed: 3 })], ['5']],
    ['two rows', [second(1, { failed: 2 }), second(8, { failed: 1 })], ['2', '1']],
  ])('say how many failed: %s', (_, traffic, wanted) =>
    expect([...lane(traffic, 'failed').matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text)).toEqual(
      wanted,
    ),
  )
})
