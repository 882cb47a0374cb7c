import { describe, expect, it } from 'vitest'
import type { Status } from '../../cluster/fields.ts'
import type { Kube, Live } from '../../cluster/kube.ts'
import { diagnose, isHealthy, onlyNamespaceMissing } from './adopt-diagnosis.ts'

const application = (status: Status): Live => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'shop-catalog' },
  status,
})
const fine = { sync: { status: 'Synced' }, health: { status: 'Healthy' } }

describe('well', () => {
  it.each<[string, Live | undefined, boolean]>([
    ['one that is not there', undefined, false],
    ['one that was never looked at', application({}), false],
    ['one that needed no sync', application(fine), true],
    ['one after its sync', application({ ...fine, operationState: { phase: 'Succeeded' } }), true],
    ['one in the middle of a sync', application({ ...fine, operationState: { phase: 'Running' } }), false],
    ['one whose sync failed', application({ ...fine, operationState: { phase: 'Failed' } }), false],
    ['one that differs', application({ ...fine, sync: { status: 'OutOfSync' } }), false],
    ['one that is ill', application({ ...fine, health: { status: 'Degraded' } }), false],
  ])('%s', (_, object, is) => expect(isHealthy(object)).toBe(is))
})

describe('diagnose', () => {
  const asked: string[] = []
  const scaler = {
    conditions: [
      { type: 'ScalingActive', status: 'False', message: 'no metrics' },
      { type: 'AbleToScale', status: 'True' },
    ],
  }
  const kube = {
    get: ({ kind, name }: Live['metadata'] & { kind: string }) => {
      asked.push(`${kind}/${name}`)
      return Promise.resolve({ apiVersion: 'autoscaling/v2', kind, metadata: { name }, status: scaler })
    },
  } as unknown as Kube

  it('says what Argo CD refused, what differs, and what the ill objects say themselves', async () => {
    const said = await diagnose(
      kube,
      application({
        sync: { status: 'OutOfSync' },
        health: { status: 'Degraded' },
        resources: [
          {
            group: 'autoscaling',
            version: 'v2',
            kind: 'HorizontalPodAutoscaler',
            namespace: 'shop',
            name: 'catalog',
            status: 'Synced',
          },
          { version: 'v1', kind: 'Service', namespace: 'shop', name: 'catalog', status: 'OutOfSync' },
        ],
        operationState: {
          phase: 'Failed',
          message: 'one or more failed',
          syncResult: {
            resources: [
              {
                kind: 'NetworkPolicy',
                name: 'catalog',
                status: 'SyncFailed',
                message: 'resource networking.k8s.io:NetworkPolicy is not permitted in project shop',
              },
              { kind: 'Service', name: 'catalog', status: 'Synced', message: 'configured' },
            ],
          },
        },
      }),
    )
    expect(said.text).toBe(
      'OutOfSync, Degraded; sync Failed: one or more failed; NetworkPolicy catalog: resource networking.k8s.io:NetworkPolicy is not permitted in project shop; ' +
        'out of sync: Service/catalog; HorizontalPodAutoscaler catalog says ScalingActive: no metrics',
    )
    expect(asked).toEqual(['HorizontalPodAutoscaler/catalog'])
  })

  it('of one that is not there says so', async () =>
    expect((await diagnose(kube, undefined)).text).toBe('no Application'))
})

describe('onlyNamespaceMissing', () => {
  const failed = 'one or more synchronization tasks completed unsuccessfully, reason:'

  it.each<[string, string, boolean]>([
    ['one object before its namespace', `${failed} namespaces "shop" not found.`, true],
    ['several', `${failed} namespaces "shop" not found,namespaces "shop" not found`, true],
    ['something else', `${failed} failed to create typed patch object`, false],
    ['something else, too', `${failed} namespaces "shop" not found,admission webhook "x" denied the request`, false],
    ['a reason that was not seen', 'it had to be tried again', false],
  ])('%s', (_, message, is) => expect(onlyNamespaceMissing(message)).toBe(is))
})
