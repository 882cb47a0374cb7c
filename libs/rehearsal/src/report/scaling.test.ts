import { describe, expect, it } from 'vitest'
import type { NodesSample, ScalingSample } from '../recording/recording.ts'
import { axis } from './axis.ts'
import { nodeLanes, scalingLanes } from './scaling.ts'
import type { Lane } from './lane.ts'

const frame = { width: 960, narrow: false, axis: axis(10, 100, 900) }
const labels = (lanes: readonly Lane[]) => lanes.map(({ label }) => label)
const drawn = (lane: Lane | undefined) => (lane?.draw(0) ?? []).map(({ markup }) => markup).join('')
const texts = (lane: Lane | undefined) =>
  [...drawn(lane).matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text)
const sample = (at: number, wanted: number, has: number, current?: number): ScalingSample => ({
  at,
  wanted,
  has,
  signals: current === undefined ? [] : [{ name: 'cpu', current, target: 70 }],
})

describe('scalingLanes', () => {
  it('are none where nothing scales', () => expect(scalingLanes(frame, [], 10)).toEqual([]))

  it('are the pods, and a lane for each signal', () => {
    expect(labels(scalingLanes(frame, [sample(1, 4, 4)], 10))).toEqual(['pods wanted'])
    expect(labels(scalingLanes(frame, [sample(1, 4, 4), sample(2, 9, 4, 150)], 10))).toEqual([
      'pods wanted',
      'cpu of 70',
    ])
  })

  it('name the most pods, and of a signal its target and its most', () => {
    const [pods, signal] = scalingLanes(frame, [sample(1, 4, 4, 35), sample(2, 12, 4, 150), sample(3, 12, 12, 60)], 10)
    expect(texts(pods)).toEqual(['0', '12'])
    expect(texts(signal)).toEqual(['0', '70', '150'])
  })

  it('tell what is wanted from what there is', () => {
    const [pods] = scalingLanes(frame, [sample(1, 4, 4), sample(5, 8, 4)], 10)
    const [has, wanted] = [...drawn(pods).matchAll(/<path d="(M[^"]*)" class="n s-(stable|canary)"/g)].map(
      ([, path]) => path,
    )
    expect(has).toBeDefined()
    expect(wanted).not.toBe(has)
  })
})

describe('nodeLanes', () => {
  const nodes = (at: number, pools: Readonly<Record<string, number>>, pending = 0): NodesSample => ({
    at,
    pools,
    pending,
  })

  it('are none where no node is made', () => expect(nodeLanes(frame, [], 10)).toEqual([]))

  it('have a line for each pool, and who waits', () => {
    const lanes = nodeLanes(frame, [nodes(1, { spot: 2 }), nodes(2, { spot: 2, 'on-demand': 5 }, 7)], 10)
    expect(labels(lanes)).toEqual(['nodes by pool', 'pods waiting'])
    expect([...drawn(lanes[0]).matchAll(/<title>([^<]*)<\/title>/g)].map(([, title]) => title)).toEqual([
      'nodes of on-demand',
      'nodes of spot',
    ])
    expect([texts(lanes[0]), texts(lanes[1])]).toEqual([
      ['0', '5'],
      ['0', '7'],
    ])
  })
})
