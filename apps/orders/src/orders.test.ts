import { createLog, readJson, router, serve, type Service } from '@slipway/service'
import { sqsStandIn, type SqsStandIn } from '@slipway/service/sqs-stand-in'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { orders } from './orders.ts'

const quiet = createLog({}, () => {})
const running: Service[] = []
let sqs: SqsStandIn
beforeEach(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local')
  sqs = await sqsStandIn('orders')
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await Promise.all([...running.splice(0).map((s) => s.drain()), sqs.close()])
})

const keep = async (starting: Promise<Service>): Promise<Service> => {
  const service = await starting
  running.push(service)
  return service
}

/** A ledger that keeps the first entry of each key; `status` stands in for its answers to writes. */
async function standIn(status?: 409 | 500) {
  const entries = new Map<string, Record<string, unknown>>()
  const routes = router()
    .post('/entries', async (c) => {
      const entry = (await readJson(c)) as Record<string, unknown>
      const key = String(entry['key'])
      const known = entries.has(key)
      if (!known) entries.set(key, { ...entry, at: '2026-11-20T12:00:00.000Z' })
      return c.json(entries.get(key) ?? null, status ?? (known ? 200 : 201))
    })
    .get('/entries/:key', (c) => {
      const entry = entries.get(c.req.param('key'))
      return c.json(entry ?? null, entry === undefined ? 404 : 200)
    })
  const service = await keep(serve({ name: 'ledger', env: { HOST: '127.0.0.1' }, port: 0, log: quiet, routes }))
  return { entries, service }
}

async function start(ledgerPort: number) {
  const env = { HOST: '127.0.0.1', PORT: '0', LEDGER_URL: `http://127.0.0.1:${ledgerPort}`, ...sqs.env }
  const service = await keep(orders(env, quiet))
  return async (path: string, init?: RequestInit) => {
    const res = await fetch(`http://127.0.0.1:${service.port}${path}`, init)
    return { status: res.status, body: (await res.json()) as Record<string, unknown> }
  }
}

const order = { currency: 'EUR', lines: [{ product: 'cup', quantity: 2, price: 1200 }] }
const post = (key?: string, body: unknown = order): RequestInit => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: key === undefined ? {} : { 'idempotency-key': key },
})

describe('orders', () => {
  it('writes an order into the ledger, puts it on the queue, and finds it again', async () => {
    const ledger = await standIn()
    const ask = await start(ledger.service.port)
    const placed = await ask('/orders', post())
    const id = String(placed.body['id'])
    expect(placed).toEqual({ status: 201, body: { id, amount: 2400, currency: 'EUR', state: 'placed' } })
    expect(ledger.entries.get(`order-${id}`)).toMatchObject({
      kind: 'sale',
      amount: 2400,
      detail: { lines: order.lines },
    })
    expect(sqs.bodies().map((text) => JSON.parse(text) as unknown)).toEqual([{ id, lines: order.lines }])
    expect(await ask(`/orders/${id}`)).toMatchObject({ status: 200, body: { id, amount: 2400, state: 'placed' } })
    ledger.entries.set(`shipment-${id}`, {})
    expect((await ask(`/orders/${id}`)).body['state']).toBe('shipped')
  })

  it('makes one order of one idempotency key', async () => {
    const ledger = await standIn()
    const ask = await start(ledger.service.port)
    const answers = [await ask('/orders', post('basket-0001')), await ask('/orders', post('basket-0001'))]
    expect(answers.map((a) => [a.status, a.body['id']])).toEqual([
      [201, 'basket-0001'],
      [201, 'basket-0001'],
    ])
    expect([...ledger.entries.keys()]).toEqual(['order-basket-0001'])
  })

  it.each([
    ['what is no order', post(undefined, { currency: 'EUR' }), 400, '"lines" has to be a list of 1 to 100.'],
    ['a bad key', post('short'), 400, 'The header "idempotency-key" has to be 8 to 64 letters, digits or dashes.'],
  ])('refuses %s and writes nothing', async (_, init, status, error) => {
    const ledger = await standIn()
    const ask = await start(ledger.service.port)
    expect(await ask('/orders', init)).toEqual({ status, body: { error } })
    expect([ledger.entries.size, sqs.bodies().length]).toEqual([0, 0])
  })

  it.each([
    [409 as const, 409, 'The order "basket-0001" was placed with other lines.'],
    [500 as const, 503, 'The ledger answered with status 500.'],
  ])('queues nothing when the ledger says %i', async (ledgerStatus, status, error) => {
    const ledger = await standIn(ledgerStatus)
    const ask = await start(ledger.service.port)
    expect(await ask('/orders', post('basket-0001'))).toEqual({ status, body: { error, id: 'basket-0001' } })
    expect(sqs.bodies()).toEqual([])
  })

  it('says under which id to try again when the ledger is away', async () => {
    const ledger = await standIn()
    const ask = await start(ledger.service.port)
    await ledger.service.drain()
    const { status, body } = await ask('/orders', post('basket-0001'))
    expect([status, body['id']]).toEqual([503, 'basket-0001'])
    expect(body['error']).toContain('The order cannot be worked on now: ledger could not be reached')
  })

  it('is not ready before the ledger is there', async () => {
    const ledger = await standIn()
    await ledger.service.drain()
    const ask = await start(ledger.service.port)
    expect(await ask('/readyz')).toMatchObject({ status: 503, body: { waiting: ['ledger'] } })
  })

  it('knows no order that the ledger does not know', async () => {
    const ask = await start((await standIn()).service.port)
    expect(await ask('/orders/nobody')).toEqual({ status: 404, body: { error: 'There is no order "nobody".' } })
  })
})
