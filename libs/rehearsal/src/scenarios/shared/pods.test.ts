import { describe, expect, it } from 'vitest'
import type { Live } from '../../cluster/kube.ts'
import { isReady, podChanges } from './pods.ts'

const pod = (uid: string, { ready = true, restarts = 0 } = {}): Live => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: `pod-${uid}`, uid },
  status: {
    conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
    containerStatuses: [{ restartCount: restarts }],
  },
})

describe('pods before and after', () => {
  it.each<[string, readonly Live[], readonly Live[], string]>([
    ['the same', [pod('a'), pod('b')], [pod('b'), pod('a')], ''],
    ['one gone', [pod('a'), pod('b')], [pod('a')], 'pod-b is gone'],
    ['one replaced', [pod('a')], [pod('c')], 'pod-a is gone; pod-c is new'],
    ['one restarted', [pod('a')], [pod('a', { restarts: 1 })], 'pod-a restarted'],
    ['one no longer ready', [pod('a')], [pod('a', { ready: false })], 'pod-a is not ready'],
  ])('%s', (_, before, after, words) => {
    expect(podChanges(before, after)).toBe(words)
  })
})

describe('isReady', () => {
  it.each<[string, Live, boolean]>([
    ['ready', pod('a'), true],
    ['not ready', pod('a', { ready: false }), false],
    ['without a status', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } }, false],
    [
      'ready, but sent away',
      { ...pod('a'), metadata: { name: 'a', deletionTimestamp: '2026-11-21T00:00:00Z' } },
      false,
    ],
  ])('a pod that is %s: %s', (_, found, ready) => expect(isReady(found)).toBe(ready))
})
