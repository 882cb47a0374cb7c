import { describe, expect, it } from 'vitest'
import type { KubeObject } from '@slipway/core'
import type { DomainData } from '@slipway/fleet'
import { fleet, modelOf, objectsOf, prod } from '../../test/fixture.ts'
import { gateway } from './gateway.ts'
import { issuers, zonesOf } from './issuers.ts'
import { stores } from './stores.ts'

const [ingress, certificate] = objectsOf(gateway, modelOf(prod))
const [issuer] = objectsOf(issuers, modelOf(prod))

interface Server {
  readonly port: { readonly number: number }
  readonly hosts: readonly string[]
  readonly tls: Readonly<Record<string, unknown>>
}
const servers = (ingress?.spec as { servers: readonly Server[] }).servers

describe('the way in', () => {
  it.each([
    [443, { mode: 'SIMPLE', credentialName: 'public-tls', minProtocolVersion: 'TLSV1_2' }],
    [80, { httpsRedirect: true }],
  ])('port %i', (number, tls) => {
    const server = servers.find((s) => s.port.number === number)
    expect(server?.tls).toEqual(tls)
    expect(server?.hosts).toEqual(['*.prod-eu.acme.test'])
  })

  it("has a certificate for the same hosts, from the cluster's issuer, in the gateway's own namespace", () => {
    expect(certificate).toMatchObject({
      metadata: { namespace: ingress?.metadata.namespace },
      spec: {
        secretName: servers[0]?.tls['credentialName'],
        dnsNames: servers[0]?.hosts,
        issuerRef: { kind: issuer?.kind, name: issuer?.metadata.name },
      },
    })
  })

  it("selects the pods of the chart's release", () => {
    expect(ingress?.spec).toMatchObject({ selector: { istio: 'ingress' } })
  })
})

describe('other domains', () => {
  const one = (domain: Partial<DomainData>, cluster = prod) => {
    const domains = { 'glo-bex.com': { teams: ['shop'], clusters: [prod.name], ...domain } }
    const of = { ...fleet, domains }
    return { of, objects: objectsOf(gateway, modelOf(cluster), of) }
  }
  const named = (objects: readonly KubeObject[], kind: string) =>
    objects.find((o) => o.kind === kind && o.metadata.name.startsWith('domain-'))

  it('have a Gateway on the same pods, with a certificate of their own, and change nothing of the public one', () => {
    const { objects, of } = one({})
    const found = named(objects, 'Gateway')
    const served = (found?.spec as { servers: readonly { port: { name: string }; hosts: unknown }[] }).servers
    expect(found?.metadata).toEqual(
      expect.objectContaining({ name: 'domain-glo--bex-com', namespace: 'istio-ingress' }),
    )
    expect(found?.metadata).not.toHaveProperty('annotations')
    expect(found?.spec).toMatchObject({ selector: { istio: 'ingress' } })
    expect(served.map((s) => [s.port.name, s.hosts])).toEqual([
      ['https-domain-glo--bex-com', ['glo-bex.com', '*.glo-bex.com']],
      ['http-domain-glo--bex-com', ['glo-bex.com', '*.glo-bex.com']],
    ])
    expect(named(objects, 'Certificate')?.spec).toMatchObject({
      secretName: 'domain-glo--bex-com-tls',
      dnsNames: ['glo-bex.com', '*.glo-bex.com'],
    })
    expect(objects.slice(0, 2)).toEqual(objectsOf(gateway, modelOf(prod)))
    expect(zonesOf(prod, of)).toEqual([prod.domain, 'glo-bex.com'])
    const [withZone] = objectsOf(issuers, modelOf(prod), of)
    expect(JSON.stringify(withZone)).toContain('"dnsZones":["prod-eu.acme.test","glo-bex.com"]')
  })

  it.each<[DomainData['clusters'], Readonly<Record<string, string>> | undefined]>([
    [['prod-eu'], undefined],
    [['prod-eu', 'prod-us'], { 'set-identifier': 'prod-eu', 'aws-region': 'eu-west-1' }],
    [
      { 'prod-eu': 90, 'prod-us': 10 },
      { 'set-identifier': 'prod-eu', 'aws-weight': '90' },
    ],
  ])('%j: Route 53 is told %j', (clusters, told) => {
    const prefixed =
      told && Object.fromEntries(Object.entries(told).map(([k, v]) => [`external-dns.alpha.kubernetes.io/${k}`, v]))
    expect(named(one({ clusters }).objects, 'Gateway')?.metadata.annotations).toEqual(prefixed)
  })

  it('are served where the fleet says, and nowhere else', () => {
    expect(one({ clusters: ['prod-us'] }).objects).toEqual(objectsOf(gateway, modelOf(prod)))
  })

  it("may have a certificate that was bought, from the platform's secrets, which the store lets the gateway's namespace read", () => {
    const { objects, of } = one({ certificate: { secret: 'globex-tls' }, hosts: ['www.glo-bex.com'] })
    expect(named(objects, 'Certificate')).toBeUndefined()
    expect(named(objects, 'ExternalSecret')).toMatchObject({
      metadata: { namespace: 'istio-ingress' },
      spec: {
        target: { name: 'domain-glo--bex-com-tls', template: { type: 'kubernetes.io/tls' } },
        data: ['tls.crt', 'tls.key'].map((property) => ({
          secretKey: property,
          remoteRef: { key: 'prod/platform/globex-tls', property },
        })),
      },
    })
    const readable = (f: typeof fleet) =>
      (objectsOf(stores, modelOf(prod), f)[0]?.spec as { conditions: [{ namespaces: string[] }] }).conditions[0]
        .namespaces
    expect(readable(of).filter((n) => !readable(fleet).includes(n))).toEqual(['istio-ingress'])
  })
})

it('an internal gateway has pods, a domain and a certificate of its own', () => {
  const objects = objectsOf(gateway, modelOf({ ...prod, internalDomain: 'in.acme.test' }))
  expect(objects.slice(0, 2)).toEqual(objectsOf(gateway, modelOf(prod)))
  expect(objects.slice(2).map((o) => [o.kind, o.metadata.name])).toEqual([
    ['Gateway', 'internal'],
    ['Certificate', 'internal'],
  ])
  expect(objects[2]?.spec).toMatchObject({ selector: { istio: 'ingress-internal' } })
  expect(JSON.stringify(objects[2])).toContain('"hosts":["*.in.acme.test"]')
  expect(objects[3]?.spec).toMatchObject({ dnsNames: ['*.in.acme.test'] })
})
