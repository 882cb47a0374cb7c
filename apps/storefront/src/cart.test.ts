import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addTo, cartCookie, readCart } from './cart.ts'

describe('readCart', () => {
  it.each([
    [undefined, []],
    ['', []],
    ['cart=', []],
    [
      'session=1; cart=cup:2.kettle:1; other=x',
      [
        ['cup', 2],
        ['kettle', 1],
      ],
    ],
    ['mycart=cup:2', []],
    ['cart=cup:0.<b>:1.kettle:-1.tea:1e3.sencha:3', [['sencha', 3]]],
  ])('reads %j', (header, lines) => expect([...readCart(header)]).toEqual(lines))
})

describe('addTo', () => {
  it('counts up', () => {
    expect([...addTo(addTo(addTo(new Map(), 'cup'), 'tea'), 'cup')]).toEqual([
      ['cup', 2],
      ['tea', 1],
    ])
  })

  it.each([
    ['no product', new Map(), '<script>'],
    ['a hundredth piece', new Map([['cup', 99]]), 'cup'],
    ['a line too many', new Map(Array.from({ length: 40 }, (_, i) => [`p${i}`, 1] as const)), 'cup'],
  ])('leaves the cart as it is with %s', (_, cart, id) => expect(addTo(cart, id)).toBe(cart))
})

describe('cartCookie', () => {
  it('is forgotten when the cart is empty', () => expect(cartCookie(new Map())).toContain('Max-Age=0'))

  it('brings back any cart that was put together here, and fits into a cookie', () => {
    const ids = fc.array(fc.stringMatching(/^[a-z0-9-]{1,64}$/), { maxLength: 60 })
    fc.assert(
      fc.property(ids, (added) => {
        const cart = added.reduce(addTo, readCart(undefined))
        const cookie = cartCookie(cart)
        expect([...readCart(cookie.split(';')[0])]).toEqual([...cart])
        expect(cookie.length).toBeLessThan(4096)
      }),
    )
  })
})
