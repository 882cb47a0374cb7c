import { describe, expect, it } from 'vitest'
import type { Live } from '../cluster/kube.ts'
import { describeApp } from './application.ts'

const application = (status: object | undefined) =>
  ({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name: 'a' }, status }) as unknown as Live
const rollout = (status: object) =>
  ({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata: { name: 'a' }, status }) as unknown as Live

describe('describeApp', () => {
  it.each<[string, Live | undefined, Live | undefined, string]>([
    ['nothing is there', undefined, undefined, 'no Application'],
    ['nobody has looked yet', application(undefined), undefined, 'not compared, health unknown'],
    [
      'all is well',
      application({
        sync: { status: 'Synced' },
        health: { status: 'Healthy' },
        operationState: { phase: 'Succeeded', message: 'done' },
      }),
      rollout({ phase: 'Healthy' }),
      'Synced, Healthy; Rollout Healthy',
    ],
    [
      'a sync failed',
      application({ sync: { status: 'OutOfSync' }, operationState: { phase: 'Failed', message: 'forbidden' } }),
      undefined,
      'OutOfSync, health unknown; sync Failed: forbidden',
    ],
    [
      'a condition tells why',
      application({ conditions: [{ type: 'ComparisonError', message: 'no such path' }] }),
      undefined,
      'not compared, health unknown; ComparisonError: no such path',
    ],
    [
      'a canary was taken back',
      application({ sync: { status: 'Synced' }, health: { status: 'Degraded', message: 'aborted' } }),
      rollout({ phase: 'Degraded', message: 'metric "errors" failed' }),
      'Synced, Degraded; aborted; Rollout Degraded: metric "errors" failed',
    ],
  ])('%s', (_, found, with_, words) => expect(describeApp(found, with_).text).toBe(words))

  it('stays short enough to be read', () => {
    expect(
      describeApp(application({ conditions: [{ type: 'E', message: 'x'.repeat(5000) }] }), undefined).text.length,
    ).toBeLessThanOrEqual(800)
  })
})
