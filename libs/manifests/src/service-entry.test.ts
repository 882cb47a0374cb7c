import type { IServiceEntry } from '@kubernetes-models/istio/networking.istio.io/v1'
import { describe, expect, it } from 'vitest'
import { namesOf, object, sample } from './sample.ts'

const entry = (calls: { host: string; port: number }[], name: string) =>
  object<IServiceEntry>(sample({ kind: 'http', calls }), 'ServiceEntry', name).spec

describe('serviceEntries', () => {
  it('one per host, for the own namespace only; TLS is the business of the app', () => {
    const calls = [{ host: 'api.example.com', port: 443 }, { host: 'api.example.com', port: 80 }, { host: 'b.example.com', port: 8443 }]
    expect(namesOf(sample({ kind: 'http', calls }), 'ServiceEntry')).toEqual(['web-to-api.example.com', 'web-to-b.example.com'])
    expect(entry(calls, 'web-to-api.example.com')).toEqual({
      hosts: ['api.example.com'], exportTo: ['.'], location: 'MESH_EXTERNAL', resolution: 'DNS',
      ports: [{ number: 443, name: 'tls-443', protocol: 'TLS' }, { number: 80, name: 'http-80', protocol: 'HTTP' }],
    })
  })

  it('a queue is an outside host, too', () => {
    expect(namesOf(sample({ kind: 'worker', queue: 'orders' }), 'ServiceEntry')).toEqual(['web-to-sqs.eu-west-1.amazonaws.com'])
  })

  it.each([60, 61, 62, 63].map((n) => [`${`${'a'.repeat(n)}.`.repeat(3)}${'b'.repeat(50)}.com`]))(
    'a long host has a name that Kubernetes takes: %s',
    (host) => {
      const [name = ''] = namesOf(
        sample({ kind: 'http', calls: [{ host, port: 443 }] }, { name: 'a-name-of-exactly-forty-characters-in-all' }),
        'ServiceEntry',
      )
      expect(name.length).toBeLessThanOrEqual(253)
      expect(name).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/)
    },
  )
})
