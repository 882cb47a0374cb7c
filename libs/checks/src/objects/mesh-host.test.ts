import { describe, expect, it } from 'vitest'
import { fullHost, serviceOf } from './mesh-host.ts'

describe('fullHost', () => {
  it.each([
    ['web', 'web.shop.svc.cluster.local'],
    ['web.shop', 'web.shop'],
    ['*', '*'],
    ['api.stripe.com', 'api.stripe.com'],
  ])('%s', (host, full) => {
    expect(fullHost(host, 'shop')).toBe(full)
  })
})

describe('serviceOf', () => {
  it.each([
    ['web.shop.svc.cluster.local', ['web', 'shop']],
    ['a.web.shop.svc.cluster.local', undefined],
    ['web.shop', undefined],
    ['api.stripe.com', undefined],
  ])('%s', (host, service) => {
    expect(serviceOf(host)).toEqual(service)
  })
})
