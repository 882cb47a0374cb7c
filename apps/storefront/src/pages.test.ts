import { describe, expect, it } from 'vitest'
import { cartPage, shopPage, sorryPage, thanksPage } from './pages.ts'

const cup = { id: 'cup', name: 'Cup <large>', price: 1205, currency: 'EUR' }

describe('pages', () => {
  it('lists products with a way into the cart', () => {
    const page = shopPage([cup])
    expect(page).toContain('Cup &lt;large&gt;, 12.05 EUR')
    expect(page).toContain('<button name="add" value="cup">')
  })

  it('sums up a cart and leaves out what is not sold any more', () => {
    const page = cartPage(
      new Map([
        ['cup', 2],
        ['gone', 1],
      ]),
      new Map([['cup', cup]]),
    )
    expect(page).toContain('2 × Cup &lt;large&gt;, 24.10 EUR')
    expect(page.match(/<li>/g)).toHaveLength(1)
  })

  it('offers no order of nothing', () => expect(cartPage(new Map(), new Map())).not.toContain('<button'))
  it('says what is the matter', () =>
    expect(sorryPage('Shop', 'The catalogue is slow.')).toContain('The catalogue is slow. Please try again'))
  it('names the order', () => expect(thanksPage('o-1', 2410, 'EUR')).toContain('<strong>o-1</strong> over 24.10 EUR'))
})
