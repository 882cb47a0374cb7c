import { expect, test } from 'vitest'
import type { Live } from '../../cluster/kube.ts'
import { hasNoPlace } from '../../pods/pod-place.ts'
import { nodesInWords, roomOf } from './node-watch.ts'

const node = (pool: string, type: string, cpu: string): Live => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: type, labels: { 'karpenter.sh/nodepool': pool, 'node.kubernetes.io/instance-type': type } },
  status: { allocatable: { cpu } },
})
const nodes = [
  node('spot', 'm7i.large', '1900m'),
  node('on-demand', 'm7i.large', '2'),
  node('spot', 'c7i.xlarge', '3900m'),
  node('spot', 'm7i.large', '1900m'),
]

test('nodes by pool and machine', () => {
  expect(nodesInWords(nodes)).toBe('1 of on-demand (1 m7i.large), 3 of spot (1 c7i.xlarge, 2 m7i.large)')
  expect(nodesInWords([])).toBe('none')
})

test('room is what pods may ask for together', () => {
  expect(roomOf(nodes)).toBe(1900 + 2000 + 3900 + 1900)
})

test.each([
  ['True', false],
  ['False', true],
])('a pod with PodScheduled %s has no place: %s', (status, wanted) => {
  expect(
    hasNoPlace({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'x' },
      status: { conditions: [{ type: 'PodScheduled', status }] },
    }),
  ).toBe(wanted)
})
