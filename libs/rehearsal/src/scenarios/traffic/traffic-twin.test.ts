import { describe, expect, it } from 'vitest'
import { movedSpec, rollingSpec, twinOf, withFields } from './traffic-twin.ts'

describe('rollingSpec', () => {
  it.each([
    [
      'a canary is one no more, under a host of its own',
      { team: 'a', release: { canary: [5] }, expose: { host: 'shop', path: '/' } },
      { team: 'a', release: 'rolling', expose: { host: 'shop-rolling', path: '/' }, in: {} },
    ],
    [
      'nor in any environment',
      { expose: { host: 'shop' }, in: { dev: { scale: 1, release: { canary: [9] }, expose: { host: 'dev' } } } },
      {
        release: 'rolling',
        expose: { host: 'shop-rolling' },
        in: { dev: { scale: 1, expose: { host: 'dev-rolling' } } },
      },
    ],
  ])('%s', (_, spec, wanted) => expect(rollingSpec(spec)).toEqual(wanted))
})

describe('movedSpec', () => {
  it('has a host of its own wherever one is said, and is otherwise the same', () => {
    expect(
      movedSpec(
        {
          team: 'a',
          expose: { host: 'shop', path: '/' },
          in: { dev: { expose: { host: 'dev' } }, prod: { scale: 2 } },
        },
        '-slow',
      ),
    ).toEqual({
      team: 'a',
      expose: { host: 'shop-slow', path: '/' },
      in: { dev: { expose: { host: 'dev-slow' } }, prod: { scale: 2 } },
    })
  })

  it('an app that is not exposed stays so', () =>
    expect(movedSpec({ team: 'a' }, '-slow')).toEqual({ team: 'a', in: {} }))
})

describe('withFields', () => {
  it('says them over what an environment says', () =>
    expect(withFields({ scale: { min: 2 }, in: { dev: { scale: 1, cpu: '1' } } }, { scale: 3 })).toEqual({
      scale: 3,
      in: { dev: { cpu: '1' } },
    }))
})

describe('twinOf', () => {
  it('is beside the app in everything', () =>
    expect(twinOf({ team: 'shop', name: 'cart', folder: 'clusters/dev/shop/cart', application: 'shop-cart' })).toEqual({
      team: 'shop',
      name: 'cart-rolling',
      folder: 'clusters/dev/shop/cart-rolling',
      application: 'shop-cart-rolling',
    }))
})
