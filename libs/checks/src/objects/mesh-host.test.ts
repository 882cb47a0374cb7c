import { describe, expect, it } from 'vitest'
import { serviceOf } from './mesh-host.ts'

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
