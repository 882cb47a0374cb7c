import { describe, expect, it } from 'vitest'
import { canary, object, sample } from '../../test/sample.ts'
import { scaleBehavior } from './scale-target.ts'

const cpu = { min: 2, max: 9, on: { cpu: 70 } }
const keda = { min: 2, max: 9, on: { cpu: 70, p95: '1s' } }
const rollout = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'web' }
const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }

describe('scaleTarget', () => {
  it.each([
    ['an HPA', 'HorizontalPodAutoscaler', { kind: 'http', scale: cpu }, deployment],
    ['an HPA of a canary', 'HorizontalPodAutoscaler', { kind: 'http', scale: cpu, release: canary }, rollout],
    ['KEDA', 'ScaledObject', { kind: 'worker', scale: keda }, deployment],
    ['KEDA of a canary', 'ScaledObject', { kind: 'http', scale: keda, release: canary }, rollout],
  ] as const)('%s scales the workload that is there', (_, scaler, given, target) => {
    const app = sample(given)
    expect(object(app, scaler)['spec']).toMatchObject({ scaleTargetRef: target })
    expect(object(app, target.kind).apiVersion).toBe(target.apiVersion)
  })
})

describe('scaleBehavior', () => {
  it('goes up at once by doubling or four pods, and down after five quiet minutes by a tenth or one pod a minute', () => {
    const rate = (type: string, value: number, periodSeconds: number) => ({ type, value, periodSeconds })
    expect(scaleBehavior).toEqual({
      scaleUp: {
        stabilizationWindowSeconds: 0,
        selectPolicy: 'Max',
        policies: [rate('Percent', 100, 15), rate('Pods', 4, 15)],
      },
      scaleDown: {
        stabilizationWindowSeconds: 300,
        selectPolicy: 'Max',
        policies: [rate('Percent', 10, 60), rate('Pods', 1, 60)],
      },
    })
  })
})
