import { describe, expect, it } from 'vitest'
import { amountOf, parseOrder } from './order.ts'

const line = { product: 'cup', quantity: 2, price: 1200 }
const order = { currency: 'EUR', lines: [line, { product: 'sencha', quantity: 1, price: 1650 }] }

describe('parseOrder', () => {
  it('takes an order, and drops what is not of it', () => {
    expect(parseOrder({ ...order, discount: 1, lines: order.lines.map((l) => ({ ...l, free: true })) })).toEqual(order)
  })

  it.each([
    ['order', 'An order is an object.'],
    [{ ...order, currency: '€' }, '"currency" has to be three capital letters.'],
    [{ ...order, lines: [] }, '"lines" has to be a list of 1 to 100.'],
    [{ ...order, lines: Array.from({ length: 101 }, () => line) }, '"lines" has to be a list of 1 to 100.'],
    [{ ...order, lines: [line, null] }, '"lines[1].product" has to be the id of a product.'],
    [{ ...order, lines: [{ ...line, quantity: 0 }] }, '"lines[0].quantity" has to be a whole number from 1 to 1000.'],
    [{ ...order, lines: [{ ...line, quantity: 1.5 }] }, '"lines[0].quantity" has to be a whole number from 1 to 1000.'],
    [{ ...order, lines: [{ ...line, price: -1 }] }, '"lines[0].price" has to be a whole number, in cents.'],
  ])('refuses %#', (value, sentence) => expect(() => parseOrder(value)).toThrow(sentence))
})

describe('amountOf', () => {
  it('adds up the lines', () => expect(amountOf(order)).toBe(2 * 1200 + 1650))
})
