import type { IDeployment } from 'kubernetes-models/apps/v1'
import { describe, expect, it } from 'vitest'
import { canary, everySample, object, objects, sample } from '../../test/sample.ts'

const on = { min: 2, max: 9 }

describe('deployment', () => {
  it('surges and never has fewer pods than it should', () => {
    expect(object<IDeployment>(sample({ kind: 'http' }), 'Deployment').spec).toMatchObject({
      revisionHistoryLimit: 5,
      minReadySeconds: 5,
      progressDeadlineSeconds: 600,
      selector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
    })
  })
})

describe('when an app changes between rolling releases and canaries', () => {
  it.each([
    ['rolling', { kind: 'http' }, ['Deployment web']],
    [
      'canary',
      { kind: 'http', release: canary },
      [
        'Rollout web',
        ...['stable', 'canary'].flatMap((side) => [`Service web-${side}`, `DestinationRule web-${side}`]),
      ],
    ],
    ['stateful', { kind: 'stateful' }, []],
  ] as const)('%s: what carries its requests is pruned last, and nothing else is', (_, given, last) => {
    const said = objects(sample(given)).filter(
      ({ metadata }) => metadata.annotations?.['argocd.argoproj.io/sync-options'] === 'PruneLast=true',
    )
    expect(said.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()).toEqual([...last].sort())
  })
})

describe('replicas', () => {
  it.each([
    ['nobody scales it', { kind: 'http', scale: 5 }, 'Deployment', 5],
    ['the default', { kind: 'http' }, 'Deployment', 2],
    ['a range without a signal', { kind: 'http', scale: { min: 3, max: 3 } }, 'Deployment', 3],
    ['stateful', { kind: 'stateful', scale: 3 }, 'StatefulSet', 3],
    ['a canary', { kind: 'http', scale: 4, release: canary }, 'Rollout', 4],
    ['an HPA', { kind: 'http', scale: { ...on, on: { cpu: 70 } } }, 'Deployment', undefined],
    [
      'an HPA of a canary',
      { kind: 'http', release: canary, scale: { ...on, on: { memory: 70 } } },
      'Rollout',
      undefined,
    ],
    ['KEDA', { kind: 'http', scale: { ...on, on: { requestsPerSecond: 70 } } }, 'Deployment', undefined],
    [
      'KEDA of a canary',
      { kind: 'http', release: canary, scale: { ...on, on: { cpu: 70, p95: '1s' } } },
      'Rollout',
      undefined,
    ],
  ] as const)('%s', (_, given, kind, replicas) => {
    expect(object<IDeployment>(sample(given), kind).spec?.replicas).toBe(replicas)
  })

  it.each(everySample())('%s: git and a scaler never both own the number of pods, nor two scalers', (_, app) => {
    const all = objects(app)
    const owners = [
      ...all.filter((o) => ['HorizontalPodAutoscaler', 'ScaledObject'].includes(o.kind)),
      ...all.filter((o) => Object.hasOwn((o['spec'] ?? {}) as object, 'replicas')),
    ]
    expect(owners.length).toBe(app.kind === 'cron' || app.kind === 'daemon' ? 0 : 1)
  })
})
