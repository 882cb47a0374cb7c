import { describe, expect, it } from 'vitest'
import { worstCase } from './traffic-pods.ts'

const workload = (probe: string) =>
  `spec: { template: { spec: { containers: [{ name: app, image: a, readinessProbe: ${probe} }] } } }`

describe('worstCase', () => {
  it.each([
    ['{ httpGet: { port: 80 }, periodSeconds: 15, failureThreshold: 3, timeoutSeconds: 2 }', 47],
    ['{ httpGet: { port: 80 } }', 31],
    ['{ httpGet: { port: 80 }, periodSeconds: 1, failureThreshold: 1 }', 2],
  ])('%s', (probe, seconds) => expect(worstCase(workload(probe))).toBe(seconds))
})
