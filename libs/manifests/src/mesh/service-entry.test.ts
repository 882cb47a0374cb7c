import type { IServiceEntry } from '@kubernetes-models/istio/networking.istio.io/v1'
import { describe, expect, it } from 'vitest'
import { namesOf, object, sample } from '../../test/sample.ts'

const outside = (host: string, port: number) => ({ host, port, private: false })

const entry = (calls: ReturnType<typeof outside>[], name: string) =>
  object<IServiceEntry>(sample({ kind: 'http', calls }), 'ServiceEntry', name).spec

describe('serviceEntries', () => {
  it('one per host, for the own namespace only; TLS is the business of the app', () => {
    const calls = [outside('api.example.com', 443), outside('api.example.com', 80), outside('b.example.com', 8443)]
    expect(namesOf(sample({ kind: 'http', calls }), 'ServiceEntry')).toEqual([
      'web-to-api.example.com',
      'web-to-b.example.com',
    ])
    expect(entry(calls, 'web-to-api.example.com')).toEqual({
      hosts: ['api.example.com'],
      exportTo: ['.'],
      location: 'MESH_EXTERNAL',
      resolution: 'DNS',
      ports: [
        { number: 443, name: 'tls-443', protocol: 'TLS' },
        { number: 80, name: 'http-80', protocol: 'HTTP' },
      ],
    })
  })

  it.each([
    [80, 'HTTP'],
    [443, 'TLS'],
    [8443, 'TLS'],
    [5432, 'TCP'],
    [587, 'TCP'],
  ] as const)('port %i is passed on as %s', (port, protocol) => {
    expect(entry([outside('db.example.com', port)], 'web-to-db.example.com')?.ports).toEqual([
      { number: port, name: `${protocol.toLowerCase()}-${port}`, protocol },
    ])
  })

  it('a queue is an outside host, too', () => {
    expect(namesOf(sample({ kind: 'worker', queue: 'orders' }), 'ServiceEntry')).toEqual([
      'web-to-sqs.eu-west-1.amazonaws.com',
    ])
  })

  it.each([60, 61, 62, 63].map((n) => [`${`${'a'.repeat(n)}.`.repeat(3)}${'b'.repeat(50)}.com`]))(
    'a long host has a name that Kubernetes takes: %s',
    (host) => {
      const [name = ''] = namesOf(
        sample({ kind: 'http', calls: [outside(host, 443)] }, { name: 'a-name-of-exactly-forty-characters-in-all' }),
        'ServiceEntry',
      )
      expect(name.length).toBeLessThanOrEqual(253)
      expect(name).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/)
    },
  )
})
