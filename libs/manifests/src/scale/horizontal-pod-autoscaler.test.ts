import { describe, expect, it } from 'vitest'
import { containerOf, namesOf, object, sample } from '../../test/sample.ts'
import { scaleBehavior } from './scale-target.ts'

const scale = (on: { cpu?: number; memory?: number }) => ({ min: 2, max: 9, on })
const metric = (name: string, averageUtilization: number) => ({
  type: 'ContainerResource',
  containerResource: { container: 'app', name, target: { type: 'Utilization', averageUtilization } },
})

describe('horizontalPodAutoscaler', () => {
  it.each([
    ['cpu', { cpu: 70 }, [metric('cpu', 70)]],
    ['memory', { memory: 80 }, [metric('memory', 80)]],
    [
      'both, memory first, as the controller writes them back',
      { cpu: 70, memory: 80 },
      [metric('memory', 80), metric('cpu', 70)],
    ],
  ])('%s', (_, on, metrics) => {
    const app = sample({ kind: 'http', scale: scale(on) })
    expect(object(app, 'HorizontalPodAutoscaler')['spec']).toEqual({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas: 2,
      maxReplicas: 9,
      metrics,
      behavior: scaleBehavior,
    })
    expect(containerOf(app).name).toBe('app')
  })

  it.each([
    ['a fixed number', { kind: 'http', scale: 3 }],
    ['a range without a signal', { kind: 'http', scale: { min: 2, max: 2 } }],
    ['KEDA', { kind: 'http', scale: { min: 2, max: 9, on: { cpu: 70, p95: '1s' } } }],
    ['a cron', { kind: 'cron' }],
  ] as const)('none for %s', (_, given) => {
    expect(namesOf(sample(given), 'HorizontalPodAutoscaler')).toEqual([])
  })
})
