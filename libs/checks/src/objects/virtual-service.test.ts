import { describe, expect, it } from 'vitest'
import { fullHost } from './virtual-service.ts'

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
