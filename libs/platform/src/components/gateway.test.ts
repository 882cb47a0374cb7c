import { describe, expect, it } from 'vitest'
import { modelOf, objectsOf, prod } from '../../test/fixture.ts'
import { gateway } from './gateway.ts'
import { issuers } from './issuers.ts'

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
