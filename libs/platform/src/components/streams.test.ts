import { describe, expect, it } from 'vitest'
import { appName, teamName } from '@slipway/core'
import type { Stream, StreamModel } from '@slipway/model'
import { modelOf, objectsOf, prod } from '../../test/fixture.ts'
import { gateway } from './gateway.ts'
import { streams } from './streams.ts'

const stream = (tls: Stream['gatewayPort']['tls'], port: Stream['port']): Stream => ({
  host: 'broker.prod-eu.acme.test',
  gatewayPort: { number: 8883, tls },
  port,
})
const app = (name: string, its: Stream): StreamModel => ({
  ...its,
  app: appName(name),
  team: teamName('shop'),
  source: `apps/${name}/app.ts`,
})
const made = (...all: readonly StreamModel[]) => objectsOf(streams, { ...modelOf(prod), streams: all })

describe('streams', () => {
  it('where the gateway ends TLS it has the certificate of the other hosts, and passes bytes to the port of the app', () => {
    const [entry, routes, ...more] = made(
      app('broker', stream('terminate', { name: 'main', number: 1883, protocol: 'tcp' })),
    )
    expect(more).toEqual([])
    const [own] = (objectsOf(gateway, modelOf(prod))[0]?.spec as { servers: { tls: object }[] }).servers
    expect(entry).toMatchObject({
      kind: 'Gateway',
      metadata: { name: 'stream-broker', namespace: 'istio-ingress' },
      spec: {
        selector: { istio: 'ingress' },
        servers: [
          {
            port: { name: 'tls-broker', number: 8883, protocol: 'TLS' },
            hosts: ['broker.prod-eu.acme.test'],
            tls: own?.tls,
          },
        ],
      },
    })
    expect(routes?.spec).toEqual({
      hosts: ['broker.prod-eu.acme.test'],
      gateways: ['istio-ingress/stream-broker'],
      tcp: [
        {
          match: [{ port: 8883 }],
          route: [{ destination: { host: 'broker.shop.svc.cluster.local', port: { number: 1883 } } }],
        },
      ],
    })
  })

  it('where it passes TLS on it has no certificate, and knows the app by the name that clients ask for', () => {
    const [entry, routes] = made(app('broker', stream('passthrough', { name: 'main', number: 5432, protocol: 'tls' })))
    expect((entry?.spec as { servers: { tls: object }[] }).servers[0]?.tls).toEqual({ mode: 'PASSTHROUGH' })
    expect(routes?.spec).toMatchObject({
      tls: [
        {
          match: [{ port: 8883, sniHosts: ['broker.prod-eu.acme.test'] }],
          route: [{ destination: { port: { number: 5432 } } }],
        },
      ],
    })
  })

  it('two apps on one port have a Gateway each, with names of their own', () => {
    const port = { name: 'main', number: 1883, protocol: 'tcp' } as const
    const all = made(app('a', stream('terminate', port)), app('b', stream('terminate', port)))
    const gateways = all.filter(({ kind }) => kind === 'Gateway')
    const ports = gateways.map(({ spec }) => (spec as { servers: { port: { name: string } }[] }).servers[0]?.port.name)
    expect(ports).toEqual(['tls-a', 'tls-b'])
  })
})
