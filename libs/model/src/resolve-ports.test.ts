import { describe, expect, it } from 'vitest'
import type { PodSpec } from '@slipway/spec'
import { cron, http, stateful } from '../test/sample-estate.ts'
import { portNamed, resolveMetrics, resolvePorts } from './resolve-ports.ts'

const main = { name: 'http', number: 8080, protocol: 'http' }
const bytes: PodSpec = { ...stateful, protocol: 'tcp', port: 5432, ports: { admin: 9000 } }

describe('ports', () => {
  it('are the main one first, and the others by name', () => {
    expect(resolvePorts({ ...http, ports: { metrics: 9090, grpc: 9000 } })).toEqual([
      main,
      { name: 'grpc', number: 9000, protocol: 'grpc' },
      { name: 'metrics', number: 9090, protocol: 'tcp' },
    ])
  })

  it.each<[string, PodSpec, string, number | undefined]>([
    ['the main one, which is called http in the pod', http, 'main', 8080],
    ['the main one of bytes, which keeps its name', bytes, 'main', 5432],
    ['another', bytes, 'admin', 9000],
    ['one that is not there', http, 'admin', undefined],
    ['the main one of an app that listens nowhere', { ...cron, ports: { metrics: 9090 } }, 'main', undefined],
  ])('are found by the name in the spec: %s', (_, spec, name, number) => {
    expect(portNamed(spec, name)?.number).toBe(number)
  })
})

describe('metrics', () => {
  it.each<[string, PodSpec, ReturnType<typeof resolveMetrics>]>([
    ['are on the main port', http, { port: 8080, path: '/metrics' }],
    [
      'are where the app says',
      { ...http, ports: { admin: 9000 }, metrics: { port: 'admin', path: '/m' } },
      { port: 9000, path: '/m' },
    ],
    ['are not there if the app says so', { ...http, metrics: false }, null],
    ['are not on a port of bytes', bytes, null],
    ['are on a port beside bytes', { ...bytes, metrics: { port: 'admin' } }, { port: 9000, path: '/metrics' }],
    ['are not there for a job that listens nowhere', cron, null],
  ])('%s', (_, spec, expected) => {
    expect(resolveMetrics(spec)).toEqual(expected)
  })
})
