import { describe, expect, it } from 'vitest'
import type { PodSpec, Question } from '@slipway/spec'
import { cron, http, stateful } from '../test/sample-estate.ts'
import { resolveProbes } from './resolve-probes.ts'
import type { Probe } from './resolved-app.ts'

const health = { ready: '/readyz', live: '/healthz' }
const bytes: PodSpec = { ...stateful, protocol: 'tcp', port: 5432, health }

describe('questions', () => {
  it.each<[string, PodSpec, Question, Probe]>([
    ['a path of the main port', http, '/ready', { by: 'path', path: '/ready', port: 'http' }],
    [
      'a path of another port',
      { ...http, ports: { admin: 9000 } },
      { path: '/ready', port: 'admin' },
      { by: 'path', path: '/ready', port: 'admin' },
    ],
    ['a connection', bytes, { tcp: 'main' }, { by: 'tcp', port: 'main' }],
    ['gRPC on the main port, by its number', http, { grpc: 'main' }, { by: 'grpc', port: 8080, service: null }],
    [
      'gRPC of another port and one service',
      { ...http, ports: { grpc: 9000 } },
      { grpc: 'grpc', service: 'orders' },
      { by: 'grpc', port: 9000, service: 'orders' },
    ],
    ['a command', http, { command: ['pg_isready'] }, { by: 'command', command: ['pg_isready'] }],
  ])('%s', (_, spec, ready, expected) => {
    expect(resolveProbes({ ...spec, health: { ...health, ready } } as PodSpec, 1)?.ready).toEqual(expected)
  })
})

describe('times', () => {
  it('are the defaults, or those of the app in whole seconds', () => {
    expect(resolveProbes(http, 1)).toMatchObject({ delay: 3, period: 15, timeout: 2, failures: 3, start: null })
    const given = { ...health, delay: '500ms', period: '1m', timeout: '10s', failures: 5 }
    expect(resolveProbes({ ...http, health: given }, 1)).toMatchObject({
      delay: 1,
      period: 60,
      timeout: 10,
      failures: 5,
    })
  })

  it.each([
    ['2m', 24],
    ['7s', 2],
    ['1s', 1],
  ])('give a slow start of %s its questions, one each 5 s', (start, failures) => {
    expect(resolveProbes({ ...http, health: { ...health, start } }, 1)?.start).toEqual({ period: 5, failures })
  })

  it('are of no use to a job', () => {
    expect(resolveProbes(cron, 1)).toBeNull()
  })
})
