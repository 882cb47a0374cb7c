import { randomUUID } from 'node:crypto'
import { CallError, caller, reason, Refusal, serve } from '@slipway/service'
import type { Environment, Log, Reply, Request, Service } from '@slipway/service'
import { addTo, cartCookie, readCart, type Cart } from './cart.ts'
import { cartPage, shopPage, sorryPage, thanksPage, type Product } from './pages.ts'

/** Milliseconds; a visitor rather reads a sentence than waits for longer. */
const catalogPatience = 1000
const orderPatience = 5000

/** Visitors who come back at once would find the same. */
const later = { 'retry-after': '5', 'cache-control': 'no-store' }

type Products = { readonly list: readonly Product[] } | { readonly sorry: string }

/** The shop that people see. It needs nobody to be up: a page whose data does not come says so. */
export async function storefront(env: Environment, log?: Log): Promise<Service> {
  const call = caller(env, ['catalog', 'orders'])

  const products = async (request: Request): Promise<Products> => {
    try {
      const { status, body } = await call('catalog', '/products', { timeout: catalogPatience })
      if (status === 200 && Array.isArray(body)) return { list: body as readonly Product[] }
      request.log.warn('no catalogue', { status })
    } catch (error) {
      request.log.warn('no catalogue', { reason: reason(error) })
      if (error instanceof CallError && error.kind === 'timeout') return { sorry: 'Our catalogue is slow just now.' }
    }
    return { sorry: 'Our catalogue is away just now.' }
  }

  /** A page of the catalogue, or in its place a sentence: 200 all the same, as the shop itself is well and a retry would only add load. */
  const page = async (request: Request, title: string, show: (list: readonly Product[]) => string): Promise<Reply> => {
    const found = await products(request)
    return 'list' in found ? { html: show(found.list) } : { headers: later, html: sorryPage(title, found.sorry) }
  }

  /** An order that was not taken is a 503: nobody, person or program, may believe that it was. */
  const order = async (request: Request, cart: Cart): Promise<Reply> => {
    const found = await products(request)
    if ('sorry' in found) return { status: 503, headers: later, html: sorryPage('Cart', found.sorry) }
    const sold = found.list.filter((p) => cart.has(p.id))
    const currency = sold[0]?.currency
    if (currency === undefined)
      return { status: 400, html: sorryPage('Cart', 'There is nothing in your cart that could be ordered.') }
    const lines = sold
      .filter((p) => p.currency === currency)
      .map((p) => ({ product: p.id, quantity: cart.get(p.id), price: p.price }))
    try {
      const headers = { 'idempotency-key': randomUUID() }
      const { status, body } = await call('orders', '/orders', {
        json: { currency, lines },
        headers,
        timeout: orderPatience,
      })
      if (status === 201) {
        const { id, amount } = body as { readonly id: string; readonly amount: number }
        return { headers: { 'set-cookie': cartCookie(new Map()) }, html: thanksPage(id, amount, currency) }
      }
      request.log.warn('no order', { status })
    } catch (error) {
      request.log.warn('no order', { reason: reason(error) })
    }
    return {
      status: 503,
      headers: later,
      html: sorryPage('Cart', 'We could not take your order; your cart is as it was.'),
    }
  }

  return serve({
    name: 'storefront',
    env,
    ...(log === undefined ? {} : { log }),
    routes: {
      'GET /': (request) => page(request, 'Shop', shopPage),
      'GET /cart': (request) => {
        const cart = readCart(request.headers.cookie)
        if (cart.size === 0) return { html: cartPage(cart, new Map()) }
        return page(request, 'Cart', (list) => cartPage(cart, new Map(list.map((p) => [p.id, p]))))
      },
      'POST /cart': async (request) => {
        const form = new URLSearchParams(await request.text())
        const cart = readCart(request.headers.cookie)
        const added = form.get('add')
        if (added !== null)
          return { status: 303, headers: { location: '/cart', 'set-cookie': cartCookie(addTo(cart, added)) }, html: '' }
        if (form.has('order')) return order(request, cart)
        throw new Refusal(400, 'A cart takes "add" or "order".')
      },
    },
  })
}
