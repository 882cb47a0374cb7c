import { describe, expect, it } from 'vitest'
import type { Live } from '../../cluster/kube.ts'
import { blocksForGood, covers, floorOf } from './pod-watch.ts'

const pod: Live = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a', namespace: 'shop', labels: { app: 'a', tier: 'web' } },
}
const budget = (spec: object, status?: object, namespace = 'shop') =>
  ({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'b', namespace },
    spec,
    status,
  }) as unknown as Live

describe('covers', () => {
  it.each([
    ['its labels', budget({ selector: { matchLabels: { app: 'a' } } }), true],
    ['all of its labels', budget({ selector: { matchLabels: { app: 'a', tier: 'web' } } }), true],
    ['one label of another', budget({ selector: { matchLabels: { app: 'a', tier: 'db' } } }), false],
    ['another namespace', budget({ selector: { matchLabels: { app: 'a' } } }, undefined, 'finance'), false],
    ['nothing', budget({}), false],
  ])('%s: %s', (_, found, is) => expect(covers(found, pod)).toBe(is))
})

describe('floorOf', () => {
  it.each([
    ['what the disruption controller worked out', budget({}, { desiredHealthy: 2 }), 4, 2],
    ['without a budget one may be away', undefined, 4, 3],
    ['of one pod that is none', undefined, 1, 0],
    ['a budget that nobody has looked at yet', budget({}), 3, 2],
  ])('%s', (_, found, wanted, floor) => expect(floorOf(found, wanted)).toBe(floor))
})

describe('blocksForGood', () => {
  const status = (currentHealthy: number, expectedPods: number, disruptionsAllowed: number) => ({
    currentHealthy,
    expectedPods,
    disruptionsAllowed,
    desiredHealthy: expectedPods,
  })

  it.each([
    ['a pod is on its way back', status(2, 3, 0)],
    ['one may go', status(3, 3, 1)],
    ['it is about nobody', status(0, 0, 0)],
  ])('not while %s', (_, given) => expect(blocksForGood(budget({ maxUnavailable: 1 }, given))).toBeUndefined())

  it.each([
    [{ maxUnavailable: 0 }, 'maxUnavailable 0'],
    [{ minAvailable: '100%' }, 'minAvailable 100%'],
  ])('all are ready and none may go: %j', (spec, rule) => {
    expect(blocksForGood(budget(spec, status(3, 3, 0)))?.text).toBe(
      `PodDisruptionBudget shop/b (${rule}) lets no pod go although all 3 are ready: it wants 3`,
    )
  })
})
