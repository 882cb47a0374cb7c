import { describe, expect, it } from 'vitest'
import { probes } from './probes.ts'
import { containerOf, sample } from '../../test/sample.ts'

const rhythm = { initialDelaySeconds: 3, periodSeconds: 15, timeoutSeconds: 2, failureThreshold: 3 }
const get = (path: string) => ({ httpGet: { path, port: 'http' } })
const probesOf = (health: {
  ready: string
  live: string
  start?: string
  delay?: string
  period?: string
  timeout?: string
  failures?: number
}) => {
  const { readinessProbe, livenessProbe, startupProbe } = containerOf(sample({ kind: 'http', health }))
  return { readinessProbe, livenessProbe, startupProbe }
}
const paths = { ready: '/readyz', live: '/healthz' }

describe('probes', () => {
  it('are two, on the port named http, 3 s after the start and every 15 s (S0-31 to S0-33)', () => {
    expect(probesOf(paths)).toEqual({
      readinessProbe: { ...get('/readyz'), ...rhythm },
      livenessProbe: { ...get('/healthz'), ...rhythm },
      startupProbe: undefined,
    })
  })

  it.each([
    [{ path: '/up', port: 'admin' }, { httpGet: { path: '/up', port: 'admin' } }],
    [{ tcp: 'http' }, { tcpSocket: { port: 'http' } }],
    [{ tcp: 'smtp' }, { tcpSocket: { port: 'smtp' } }],
    [{ grpc: 'grpc' }, { grpc: { port: 9000 } }],
    [{ grpc: 'grpc', service: 'orders' }, { grpc: { port: 9000, service: 'orders' } }],
    [{ command: ['pg_isready', '-q'] }, { exec: { command: ['pg_isready', '-q'] } }],
  ])('ask as the spec says: %j', (live, asked) => {
    const app = sample({
      kind: 'http',
      ports: { admin: 9001, grpc: 9000, smtp: 1025 },
      health: { ready: '/readyz', live },
    })
    expect(containerOf(app).livenessProbe).toEqual({ ...asked, ...rhythm })
  })

  it('keep to the rhythm of the spec', () => {
    const own = { ...rhythm, initialDelaySeconds: 1, periodSeconds: 5 }
    expect(probesOf({ ...paths, delay: '1s', period: '5s' })).toMatchObject({ readinessProbe: own, livenessProbe: own })
  })

  it('wait for an answer, and count wrong ones, as the spec says', () => {
    const own = { timeoutSeconds: 10, failureThreshold: 5 }
    expect(probesOf({ ...paths, start: '1m', timeout: '10s', failures: 5 })).toMatchObject({
      readinessProbe: own,
      livenessProbe: own,
      startupProbe: { timeoutSeconds: 10, failureThreshold: 12 },
    })
  })

  it('give a slow app its time before liveness counts', () => {
    expect(probesOf({ ...paths, start: '2m' }).startupProbe).toEqual({
      ...get('/healthz'),
      periodSeconds: 5,
      timeoutSeconds: 2,
      failureThreshold: 24,
    })
  })

  it('are not asked of a cron', () => {
    expect(probes(null)).toEqual({})
    expect(Object.keys(containerOf(sample({ kind: 'cron' }))).filter((k) => k.endsWith('Probe'))).toEqual([])
  })
})
