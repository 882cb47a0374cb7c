import { describe, expect, it } from 'vitest'
import type { KubeObject } from '@slipway/core'
import { gatewayServerOf } from './ingress-gateway.ts'

const gateway = (servers: unknown): KubeObject =>
  ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    metadata: { name: 'public', namespace: 'istio-ingress' },
    spec: { selector: { istio: 'ingress' }, servers },
  }) as KubeObject

describe('doorOf', () => {
  const https = {
    hosts: ['a/*.example.com', 'b.example.com'],
    port: { number: 8443, protocol: 'HTTPS' },
    tls: { credentialName: 'public-tls' },
  }
  const http = { hosts: ['*.example.com'], port: { number: 80, protocol: 'HTTP' }, tls: { httpsRedirect: true } }

  it('is its HTTPS server, whichever comes first', () => {
    expect(gatewayServerOf(gateway([http, https]))).toEqual({
      namespace: 'istio-ingress',
      selector: { istio: 'ingress' },
      hosts: ['*.example.com', 'b.example.com'],
      port: 8443,
      secret: 'public-tls',
    })
  })

  it.each([
    ['plain HTTP alone', [http]],
    ['nothing', []],
    ['TLS that is passed on', [{ ...https, tls: { mode: 'PASSTHROUGH' } }]],
  ])('none for %s', (_, servers) => {
    expect(gatewayServerOf(gateway(servers))).toBeUndefined()
  })
})
