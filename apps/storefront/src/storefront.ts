import { randomUUID } from 'node:crypto'
import { CallError, caller, reason, Refusal, router, serve } from '@slipway/service'
import type { Environment, Log, RequestContext, Service } from '@slipway/service'
import { addTo, cartCookie, readCart, type Cart } from './cart.ts'
import { cartPage, shopPage, sorryPage, thanksPage, type Product } from './pages.ts'

/** Milliseconds; a visitor rather reads a sentence than waits for longer. */
const catalogTimeout = 1000
const orderTimeout = 5000

const page = { 'content-type': 'text/html; charset=utf-8' }
/** Visitors who come back at once would find the same. */
const later = { ...page, 'retry-after': '5', 'cache-control': 'no-store' }

type Products = { readonly list: readonly Product[] } | { readonly sorry: string }

/** The shop that people see. It needs nobody to be up: a page whose data does not come says so. */
export async function storefront(env: Environment, log?: Log): Promise<Service> {
  const call = caller(env, ['catalog', 'orders'])

  const products = async (c: RequestContext): Promise<Products> => {
    try {
      const { status, body } = await call('catalog', '/products', { timeout: catalogTimeout })
      if (status === 200 && Array.isArray(body)) return { list: body as readonly Product[] }
      c.get('log').warn({ status }, 'no catalogue')
    } catch (error) {
      c.get('log').warn({ reason: reason(error) }, 'no catalogue')
      if (error instanceof CallError && error.kind === 'timeout') return { sorry: 'Our catalogue is slow just now.' }
    }
    return { sorry: 'Our catalogue is away just now.' }
  }

  /** A page of the catalogue, or in its place a sentence: 200 all the same, as the shop itself is well and a retry would only add load. */
  const show = async (c: RequestContext, title: string, pageOf: (list: readonly Product[]) => string) => {
    const found = await products(c)
    return 'list' in found ? c.body(pageOf(found.list), 200, page) : c.body(sorryPage(title, found.sorry), 200, later)
  }

  /** An order that was not taken is a 503: nobody, person or program, may believe that it was. */
  const order = async (c: RequestContext, cart: Cart) => {
    const found = await products(c)
    if ('sorry' in found) return c.body(sorryPage('Cart', found.sorry), 503, later)
    const sold = found.list.filter((p) => cart.has(p.id))
    const currency = sold[0]?.currency
    if (currency === undefined)
      return c.body(sorryPage('Cart', 'There is nothing in your cart that could be ordered.'), 400, page)
    const lines = sold
      .filter((p) => p.currency === currency)
      .map((p) => ({ product: p.id, quantity: cart.get(p.id), price: p.price }))
    try {
      const { status, body } = await call('orders', '/orders', {
        json: { currency, lines },
        headers: { 'idempotency-key': randomUUID() },
        timeout: orderTimeout,
      })
      if (status === 201) {
        const { id, amount } = body as { readonly id: string; readonly amount: number }
        return c.body(thanksPage(id, amount, currency), 200, { ...page, 'set-cookie': cartCookie(new Map()) })
      }
      c.get('log').warn({ status }, 'no order')
    } catch (error) {
      c.get('log').warn({ reason: reason(error) }, 'no order')
    }
    return c.body(sorryPage('Cart', 'We could not take your order; your cart is as it was.'), 503, later)
  }

  return serve({
    name: 'storefront',
    env,
    log,
    routes: router()
      .get('/', (c) => show(c, 'Shop', shopPage))
      .get('/cart', (c) => {
        const cart = readCart(c.req.header('cookie'))
        if (cart.size === 0) return c.body(cartPage(cart, new Map()), 200, page)
        return show(c, 'Cart', (list) => cartPage(cart, new Map(list.map((p) => [p.id, p]))))
      })
      .post('/cart', async (c) => {
        const form = new URLSearchParams(await c.req.text())
        const cart = readCart(c.req.header('cookie'))
        const added = form.get('add')
        if (added !== null) {
          c.header('set-cookie', cartCookie(addTo(cart, added)))
          return c.redirect('/cart', 303)
        }
        if (form.has('order')) return order(c, cart)
        throw new Refusal(400, 'A cart takes "add" or "order".')
      }),
  })
}
