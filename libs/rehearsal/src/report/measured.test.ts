import { expect, test } from 'vitest'
import type { Measurement } from '../recording/recording.ts'
import { axis } from './axis.ts'
import type { Lane } from './lane.ts'
import { el } from '@slipway/core/markup'
import { claimsLane, measuredLanes } from './measured.ts'
import { all, parsed, withClass, type Element } from '@slipway/core/well-formed'

const frame = { width: 960, narrow: false, axis: axis(100, 100, 900) }
const of = (metric: string, at: number, phase: Measurement['phase'], value = '[0.5]'): Measurement => ({
  at,
  run: 'r',
  metric,
  value,
  phase,
})
const drawn = (lane: Lane | undefined): Element => parsed(el('g', {}, lane?.draw(0) ?? []).markup)
const words = (lane: Lane | undefined): readonly string[] =>
  all(drawn(lane))
    .filter((e) => e.tag === 'text')
    .map((e) => e.text)
const titles = (lane: Lane | undefined): readonly string[] =>
  all(drawn(lane))
    .filter((e) => e.tag === 'title')
    .map((e) => e.text)

test('a row per metric, in the order in which they first spoke', () => {
  const lanes = measuredLanes(frame, [
    of('p95', 9, 'Successful'),
    of('errors', 3, 'Successful'),
    of('p95', 1, 'Running'),
  ])
  expect(lanes.map(({ label }) => label)).toEqual(['p95', 'errors'])
})

test('the worst of a bunch speaks for it, and all of them are in its title', () => {
  const [lane] = measuredLanes(frame, [
    of('errors', 50, 'Successful'),
    of('errors', 50.4, 'Failed', '[0.9]'),
    of('errors', 50.8, 'Successful'),
  ])
  expect(words(lane)).toEqual(['×3 0.9'])
  expect(withClass(drawn(lane), 'f-bad')[0]?.tag).toBe('rect')
  expect(titles(lane)).toEqual([
    '50.0 s  errors = [0.5]  Successful\n50.4 s  errors = [0.9]  Failed\n50.8 s  errors = [0.5]  Successful',
  ])
})

test('verdicts far enough from each other stay their own', () => {
  expect(titles(measuredLanes(frame, [of('errors', 10, 'Failed'), of('errors', 12, 'Failed')])[0])).toHaveLength(2)
})

test('beyond six metrics the rest share a row and are named there', () => {
  const lanes = measuredLanes(
    frame,
    Array.from({ length: 9 }, (_, i) => of(`m${i}`, i * 9, 'Successful')),
  )
  expect(lanes.map(({ label }) => label)).toEqual(['m0', 'm1', 'm2', 'm3', 'm4', '4 more metrics'])
  expect(words(lanes.at(-1)).join()).toContain('m8 0.5')
})

test('each verdict has a shape of its own: colour is not the only carrier', () => {
  const phases = ['Successful', 'Failed', 'Error', 'Inconclusive', 'Running', 'Pending'] as const
  const shapes = phases.map((phase) => {
    const { tag, attributes } = all(drawn(measuredLanes(frame, [of('m', 50, phase)])[0])).filter((e) =>
      ['circle', 'rect', 'path'].includes(e.tag),
    )[1] as Element
    return [tag, attributes['r'], attributes['stroke-width'], attributes['d']].join()
  })
  expect(new Set(shapes).size).toBe(phases.length)
})

test('of the claims only those that failed have words', () => {
  const lane = claimsLane(frame, [
    { at: 5, says: 'it is Healthy', ok: true, got: 'yes' },
    { at: 95, says: 'no pod is left', ok: false, got: '2 pods' },
  ])
  expect(words(lane)).toEqual(['no pod is left'])
  expect(titles(lane)).toEqual(['5.0 s  ✓ it is Healthy: yes', '95 s  ✗ no pod is left: 2 pods'])
  expect(claimsLane(frame, [])).toBeUndefined()
})
