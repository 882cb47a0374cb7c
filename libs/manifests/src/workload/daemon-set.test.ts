import type { IDaemonSet } from 'kubernetes-models/apps/v1'
import { describe, expect, it } from 'vitest'
import { object, sample } from '../../test/sample.ts'

describe('daemonSet', () => {
  it('runs on every node and is renewed a tenth at a time', () => {
    const { spec } = object<IDaemonSet>(sample({ kind: 'daemon' }), 'DaemonSet')
    expect(spec).toMatchObject({
      revisionHistoryLimit: 5,
      minReadySeconds: 5,
      selector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } },
    })
    expect(spec).not.toHaveProperty('replicas')
  })
})
