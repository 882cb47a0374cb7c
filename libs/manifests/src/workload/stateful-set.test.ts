import type { IStatefulSet } from 'kubernetes-models/apps/v1'
import { describe, expect, it } from 'vitest'
import { namesOf, object, podOf, sample } from '../../test/sample.ts'

const app = sample({ kind: 'stateful', scale: 3, volumes: { '/data': '10Gi', '/var/log': '512Mi' } })
const { spec } = object<IStatefulSet>(app, 'StatefulSet')

describe('statefulSet', () => {
  it('is renewed pod by pod, each with a name from the headless Service', () => {
    expect(spec).toMatchObject({
      replicas: 3,
      revisionHistoryLimit: 5,
      minReadySeconds: 5,
      serviceName: 'web-pods',
      selector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate' },
    })
    expect(namesOf(app, 'Service')).toContain(spec?.serviceName)
  })

  it.each([
    [1, 2, 'true'],
    [2, 2, undefined],
    [1, 1, undefined],
  ] as const)('%i pods in edition %i: node scalers leave the only pod where it is', (scale, edition, stays) => {
    const { annotations } = podOf(sample({ kind: 'stateful', scale, edition })).metadata
    expect(annotations?.['karpenter.sh/do-not-disrupt']).toBe(stays)
  })

  it('keeps its volumes when it is scaled down or deleted', () => {
    expect(spec?.persistentVolumeClaimRetentionPolicy).toEqual({ whenDeleted: 'Retain', whenScaled: 'Retain' })
  })

  it.each([
    [{ scaled: 'delete' }, { whenDeleted: 'Retain', whenScaled: 'Delete' }],
    [{ deleted: 'delete' }, { whenDeleted: 'Delete', whenScaled: 'Retain' }],
    [
      { scaled: 'delete', deleted: 'delete' },
      { whenDeleted: 'Delete', whenScaled: 'Delete' },
    ],
  ] as const)('retention %j', (retention, policy) => {
    const set = object<IStatefulSet>(
      sample({ kind: 'stateful', retention, volumes: { '/data': '1Gi' } }),
      'StatefulSet',
    )
    expect(set.spec?.persistentVolumeClaimRetentionPolicy).toEqual(policy)
  })

  it.each([
    [{}, 'OrderedReady'],
    [{ peers: true }, 'Parallel'],
    [{ peers: true, start: 'in-order' }, 'OrderedReady'],
    [{ start: 'together' }, 'Parallel'],
  ] as const)('%j starts its pods %s', (more, policy) => {
    const set = object<IStatefulSet>(sample({ kind: 'stateful', ...more }), 'StatefulSet')
    expect(set.spec?.podManagementPolicy).toBe(policy)
  })

  it('renews the next pod when this one has been ready for as long as was asked', () => {
    expect(object<IStatefulSet>(sample({ kind: 'stateful', readyFor: '1m' }), 'StatefulSet').spec).toMatchObject({
      minReadySeconds: 60,
      updateStrategy: { type: 'RollingUpdate' },
    })
  })

  it('claims each volume, with the defaults of the API server written out', () => {
    expect(
      spec?.volumeClaimTemplates?.map((c) => [c.metadata?.name, c.spec?.resources?.requests?.['storage']]),
    ).toEqual([
      ['data', '10Gi'],
      ['var-log', '512Mi'],
    ])
    for (const claim of spec?.volumeClaimTemplates ?? []) {
      expect(claim).toMatchObject({
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'gp3', volumeMode: 'Filesystem' },
      })
    }
  })
})
