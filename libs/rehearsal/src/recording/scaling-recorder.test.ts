import { expect, test } from 'vitest'
import type { Kube, KubeEvent, Live } from '../cluster/kube.ts'
import { recordScaling } from './scaling-recorder.ts'

const hpa = (desired: number | undefined, current: unknown) =>
  ({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'keda-x', namespace: 'shop' },
    spec: {
      scaleTargetRef: { name: 'catalog' },
      metrics: [{ type: 'External', external: { metric: { name: 's0-prometheus' }, target: { averageValue: '50' } } }],
    },
    status: {
      desiredReplicas: desired,
      currentReplicas: 4,
      currentMetrics: current === undefined ? [] : [{ external: { metric: { name: 's0-prometheus' }, current } }],
    },
  }) as unknown as Live

test("what is watched becomes samples: what an app's scaler wants, nodes by pool, pods without a place", () => {
  const tell = new Map<string, (event: KubeEvent) => void>()
  const kube = {
    watch: ({ kind }: { kind: string }, told: (event: KubeEvent) => void) => {
      tell.set(kind, told)
      return () => undefined
    },
  } as unknown as Kube
  let now = 0
  const recorded = recordScaling(kube, () => now)
  const says = (at: number, kind: string, type: KubeEvent['type'], object: unknown) => {
    now = at
    tell.get(kind)?.({ type, object: object as Live })
  }
  const node = (name: string, pool: string) => ({ metadata: { name, labels: { 'karpenter.sh/nodepool': pool } } })
  const pod = (uid: string, placed: boolean) => ({
    metadata: { uid },
    status: { conditions: [{ type: 'PodScheduled', status: placed ? 'True' : 'False' }] },
  })
  says(1, 'HorizontalPodAutoscaler', 'ADDED', hpa(undefined, undefined))
  says(2, 'HorizontalPodAutoscaler', 'MODIFIED', hpa(9, { averageValue: '100' }))
  says(3, 'Pod', 'ADDED', pod('a', false))
  says(4, 'Node', 'ADDED', node('one', 'spot'))
  says(5, 'Node', 'MODIFIED', node('one', 'spot'))
  says(6, 'Pod', 'MODIFIED', pod('a', true))
  says(7, 'Pod', 'MODIFIED', pod('a', true))
  says(8, 'Node', 'DELETED', node('one', 'spot'))
  // What is not measured is not drawn.
  says(9, 'HorizontalPodAutoscaler', 'MODIFIED', hpa(9, undefined))
  const samples = (name: string) => [
    { at: 2, wanted: 9, has: 4, signals: [{ name, current: 100, target: 50 }] },
    { at: 9, wanted: 9, has: 4, signals: [] },
  ]
  expect(recorded.of('shop/catalog')).toEqual(samples('s0-prometheus'))
  // Seen after the HPA that was made from it.
  says(10, 'ScaledObject', 'ADDED', {
    metadata: { name: 'catalog', namespace: 'shop' },
    spec: { scaleTargetRef: { name: 'catalog' }, triggers: [{ name: 'requests', metadata: {} }] },
  })
  expect(recorded.of('shop/catalog')).toEqual(samples('requests'))
  expect(recorded.nodes()).toEqual([
    { at: 3, pools: {}, pending: 1 },
    { at: 4, pools: { spot: 1 }, pending: 1 },
    { at: 6, pools: { spot: 1 }, pending: 0 },
    { at: 8, pools: {}, pending: 0 },
  ])
  expect(recorded.of('shop/other')).toEqual([])
})
