import { createLog, readJson, router, serve, type Routes, type Service } from '@slipway/service'
import { afterEach, describe, expect, it } from 'vitest'
import { storefront } from './storefront.ts'

const quiet = createLog({}, () => {})
const running: Service[] = []
afterEach(async () => void (await Promise.all(running.splice(0).map((s) => s.drain()))))

async function standIn(name: string, routes: Routes): Promise<string> {
  const service = await serve({ name, routes, port: 0, log: quiet, env: { HOST: '127.0.0.1', DRAIN_SECONDS: '0.1' } })
  running.push(service)
  return `http://127.0.0.1:${service.port}`
}

const cup = { id: 'cup', name: 'Cup', price: 1200, currency: 'EUR' }
const withCup = router().get('/products', (c) => c.json([cup]))

async function start({
  catalog = withCup,
  orders = router(),
}: {
  readonly catalog?: Routes
  readonly orders?: Routes
} = {}) {
  const env = {
    CATALOG_URL: await standIn('catalog', catalog),
    ORDERS_URL: await standIn('orders', orders),
    HOST: '127.0.0.1',
    PORT: '0',
  }
  const service = await storefront(env, quiet)
  running.push(service)
  return async (path: string, init: RequestInit = {}) => {
    const res = await fetch(`http://127.0.0.1:${service.port}${path}`, { redirect: 'manual', ...init })
    return { status: res.status, headers: res.headers, text: await res.text() }
  }
}

const form = (fields: Record<string, string>, cookie = ''): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams(fields),
  headers: { cookie },
})

describe('storefront', () => {
  it('shows what the catalogue has, as a page', async () => {
    const { status, headers, text } = await (await start())('/')
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(text).toContain('Cup, 12.00 EUR')
  })

  it('puts a product into the cart and shows it there', async () => {
    const ask = await start()
    const added = await ask('/cart', form({ add: 'cup' }, 'cart=cup:1'))
    expect([added.status, added.headers.get('location')]).toEqual([303, '/cart'])
    const cookie = added.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect((await ask('/cart', { headers: { cookie } })).text).toContain('2 × Cup, 24.00 EUR')
  })

  it('orders at the price of the catalogue and empties the cart', async () => {
    const seen: { readonly body: unknown; readonly key: unknown }[] = []
    const orders = router().post('/orders', async (c) => {
      seen.push({ body: await readJson(c), key: c.req.header('idempotency-key') })
      return c.json({ id: 'o-1', amount: 2400 }, 201)
    })
    const ask = await start({ orders })
    const { status, headers, text } = await ask('/cart', form({ order: 'yes' }, 'cart=cup:2.gone:1'))
    expect([status, headers.get('set-cookie')]).toEqual([200, expect.stringContaining('cart=; ')])
    expect(text).toContain('<strong>o-1</strong> over 24.00 EUR')
    const lines = [{ product: 'cup', quantity: 2, price: 1200 }]
    expect(seen).toEqual([
      { body: { currency: 'EUR', lines }, key: expect.stringMatching(/^[0-9a-f-]{36}$/) as string },
    ])
  })

  it.each([
    ['slow', router().get('/products', () => new Promise<Response>(() => {})), 'Our catalogue is slow just now.'],
    ['broken', router().get('/products', (c) => c.json(null, 500)), 'Our catalogue is away just now.'],
    ['no list', router().get('/products', (c) => c.json({})), 'Our catalogue is away just now.'],
  ] satisfies [string, Routes, string][])(
    'says so when the catalogue is %s, and stays ready',
    async (_, catalog, sentence) => {
      const ask = await start({ catalog })
      const { status, headers, text } = await ask('/')
      expect([status, headers.get('retry-after'), headers.get('cache-control')]).toEqual([200, '5', 'no-store'])
      expect(text).toContain(`${sentence} Please try again in a moment.`)
      expect((await ask('/readyz')).status).toBe(200)
    },
  )

  it('takes no order without the catalogue', async () => {
    const ask = await start({ catalog: router() })
    const { status, headers, text } = await ask('/cart', form({ order: 'yes' }, 'cart=cup:2'))
    expect([status, headers.get('set-cookie')]).toEqual([503, null])
    expect(text).toContain('Our catalogue is away just now.')
  })

  it('keeps the cart when the order could not be taken', async () => {
    const ask = await start({ orders: router().post('/orders', (c) => c.json(null, 503)) })
    const { status, headers, text } = await ask('/cart', form({ order: 'yes' }, 'cart=cup:2'))
    expect([status, headers.get('set-cookie')]).toEqual([503, null])
    expect(text).toContain('your cart is as it was')
  })

  it.each([
    ['an empty cart', { order: 'yes' }, '', 'nothing in your cart'],
    ['a form without a wish', {}, 'cart=cup:1', 'A cart takes \\"add\\" or \\"order\\".'],
  ])('refuses %s', async (_, fields, cookie, sentence) => {
    const { status, text } = await (await start())('/cart', form(fields, cookie))
    expect(status).toBe(400)
    expect(text).toContain(sentence)
  })
})
