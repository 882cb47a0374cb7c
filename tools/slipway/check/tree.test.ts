import type { Rendered } from '@slipway/core'
import { describe, expect, it } from 'vitest'
import { isOf } from './tree.ts'

describe('isOf', () => {
  const host: Rendered = {
    path: 'clusters/dev/platform/hosts/virtualservice-shop.yaml',
    source: 'apps/web/app.ts',
    objects: [],
  }
  it.each([
    ['apps/web/app.ts', true],
    ['clusters/dev/shop/web/service-web.yaml', true],
    [host.path, true],
    ['clusters/dev/platform/hosts/virtualservice-other.yaml', false],
    ['apps/web-two/app.ts', false],
    ['clusters/dev/shop/api/service-web.yaml', false],
  ])('%s: %s', (name, is) => {
    expect(isOf('web', () => [host])(name)).toBe(is)
  })
})
