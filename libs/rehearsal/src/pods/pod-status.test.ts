import { describe, expect, it } from 'vitest'
import type { Live } from '../cluster/kube.ts'
import { backOff, fieldOf, mainContainer, statusFor, type PodState } from './pod-status.ts'

const pod: Live = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'catalog-1',
    namespace: 'shop',
    uid: 'u',
    labels: { 'app.kubernetes.io/name': 'catalog' },
    annotations: { 'kubectl.kubernetes.io/default-container': 'app' },
  },
  spec: {
    nodeName: 'n1',
    containers: [
      { name: 'log', image: 'log@sha256:1' },
      { name: 'app', image: 'catalog@sha256:2' },
    ],
  },
  status: {
    conditions: [
      { type: 'PodScheduled', status: 'True' },
      { type: 'Ready', status: 'True' },
    ],
  },
}
const state: PodState = {
  container: 'running',
  since: '2026-01-01T00:00:01Z',
  ready: false,
  readySince: '2026-01-01T00:00:02Z',
  started: true,
  restarts: 0,
}

interface Seen {
  readonly phase: string
  readonly podIP: string
  readonly conditions: readonly {
    readonly type: string
    readonly status: string
    readonly lastTransitionTime?: string
  }[]
  readonly containerStatuses: readonly {
    readonly name: string
    readonly ready: boolean
    readonly restartCount: number
    readonly state: Record<string, unknown>
  }[]
}
const seen = (of: Partial<PodState>) => statusFor(pod, '10.244.128.1', { ...state, ...of }) as Seen
const ready = ({ conditions }: Seen) =>
  conditions
    .filter(({ type }) => type === 'Ready')
    .map(({ status, lastTransitionTime }) => [status, lastTransitionTime])

describe('statusFor', () => {
  it('keeps what the scheduler wrote, and says Ready once, since when it is so', () => {
    expect(seen({}).conditions.map(({ type }) => type)).toEqual([
      'PodScheduled',
      'Initialized',
      'ContainersReady',
      'Ready',
    ])
    expect(ready(seen({}))).toEqual([['False', state.readySince]])
    expect(ready(seen({ ready: true }))).toEqual([['True', state.readySince]])
    expect(seen({}).podIP).toBe('10.244.128.1')
  })

  it("says of the app's own container what became of it; others are no processes here", () => {
    const [log, app] = seen({
      container: 'waiting',
      reason: 'CrashLoopBackOff',
      message: 'back-off 10 s',
      restarts: 2,
    }).containerStatuses
    expect(log).toMatchObject({ name: 'log', ready: true, restartCount: 0 })
    expect(app).toMatchObject({
      name: 'app',
      ready: false,
      restartCount: 2,
      state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 10 s' } },
    })
  })

  it.each([
    ['before its first start', { container: 'waiting', restarts: 0 }, 'Pending'],
    ['running', {}, 'Running'],
    ['between two starts', { container: 'waiting', restarts: 1 }, 'Running'],
  ] satisfies [string, Partial<PodState>, string][])('%s', (_, of, phase) => expect(seen(of).phase).toBe(phase))
})

describe('fieldOf', () => {
  it.each([
    ['metadata.name', 'catalog-1'],
    ['metadata.namespace', 'shop'],
    ['status.podIP', '10.244.128.1'],
    ['spec.nodeName', 'n1'],
    ["metadata.labels['app.kubernetes.io/name']", 'catalog'],
    ["metadata.labels['no']", undefined],
    ['spec.other', undefined],
  ])('%s', (path, wanted) => expect(fieldOf(pod, '10.244.128.1', path)).toBe(wanted))
})

it('mainContainer is the one that kubectl shows, or the first', () => {
  expect(mainContainer(pod).name).toBe('app')
  expect(mainContainer({ ...pod, metadata: { name: 'x' } }).name).toBe('log')
})

it('backOff is nothing, then doubles from 10 s to 300 s', () => {
  expect([1, 2, 3, 4, 6, 7, 20].map(backOff)).toEqual([0, 10, 20, 40, 160, 300, 300])
})
