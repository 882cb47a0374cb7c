import { describe, expect, it } from 'vitest'
import { usesAws } from './identity.ts'
import { podOf, sample, type Given } from '../../test/sample.ts'

const excluded = 'traffic.sidecar.istio.io/excludeOutboundIPRanges'

describe('usesAws', () => {
  it.each<[string, Given, boolean]>([
    ['a queue to work on', { kind: 'worker', queue: 'orders' }, true],
    ['a queue to send to', { kind: 'http', sends: ['orders'] }, true],
    [
      'a service called by name',
      { kind: 'http', calls: [{ host: 's3.eu-west-1.amazonaws.com', port: 443, private: false }] },
      true,
    ],
    [
      'one of China',
      { kind: 'http', calls: [{ host: 's3.cn-north-1.amazonaws.com.cn', port: 443, private: false }] },
      true,
    ],
    [
      'another host',
      { kind: 'http', calls: [{ host: 'amazonaws.com.example.org', port: 443, private: false }] },
      false,
    ],
    ['a database', { kind: 'http', needs: { database: { ledger: { engine: 'postgres-17' } } } }, true],
    ['nothing', { kind: 'http' }, false],
  ])('%s', (_, given, uses) => {
    expect(usesAws(sample(given))).toBe(uses)
  })

  it('lets credentials come past the proxy, for those apps only', () => {
    expect(podOf(sample({ kind: 'worker', queue: 'orders' })).metadata.annotations?.[excluded]).toBe(
      '169.254.170.23/32',
    )
    expect(podOf(sample({ kind: 'http' })).metadata.annotations).not.toHaveProperty([excluded])
  })

  it('lets databases and caches be reached past the proxy, which knows no names of theirs, for those apps only', () => {
    const ports = 'traffic.sidecar.istio.io/excludeOutboundPorts'
    const needs = { database: { a: { engine: 'postgres-17' } }, cache: { b: { engine: 'valkey-8.0' } } } as const
    expect(podOf(sample({ kind: 'http', needs })).metadata.annotations?.[ports]).toBe('5432,6379')
    expect(podOf(sample({ kind: 'worker', queue: 'orders' })).metadata.annotations).not.toHaveProperty([ports])
  })
})
