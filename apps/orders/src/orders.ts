import { randomUUID } from 'node:crypto'
import {
  caller,
  reaches,
  readJson,
  reason,
  Refusal,
  router,
  serve,
  type Answer,
  type Environment,
  type Log,
  type Service,
} from '@slipway/service'
import { queue } from '@slipway/service/queue'
import { amountOf, parseOrder } from './order.ts'

interface Entry {
  readonly at: string
  readonly amount: number
  readonly currency: string
  readonly detail: unknown
}

function orderId(header: string | undefined): string {
  if (header === undefined) return randomUUID()
  if (/^[A-Za-z0-9-]{8,64}$/.test(header)) return header
  throw new Refusal(400, 'The header "idempotency-key" has to be 8 to 64 letters, digits or dashes.')
}

/**
 * Takes orders: into the ledger first, then onto the queue. It keeps nothing itself, so any pod answers for any order. Whoever gets a 503
 * tries again with the same `idempotency-key` (the `id` of the answer): the ledger knows the key and the queue's reader knows the order.
 */
export async function orders(env: Environment, log?: Log): Promise<Service> {
  const call = caller(env, ['ledger'])
  const shipping = queue('orders', env)

  const ask = (id: string, ...args: Parameters<typeof call>): Promise<Answer> =>
    call(...args).catch((error: unknown) => {
      throw new Refusal(503, `The order cannot be worked on now: ${reason(error)}`, { id })
    })

  return serve({
    name: 'orders',
    env,
    log,
    ready: { ledger: reaches(call, 'ledger') },
    routes: router()
      .post('/orders', async (c) => {
        const order = parseOrder(await readJson(c))
        const id = orderId(c.req.header('idempotency-key'))
        const amount = amountOf(order)
        const entry = {
          key: `order-${id}`,
          kind: 'sale',
          amount,
          currency: order.currency,
          detail: { lines: order.lines },
        }
        const { status } = await ask(id, 'ledger', '/entries', { json: entry })
        if (status === 409) throw new Refusal(409, `The order "${id}" was placed with other lines.`, { id })
        if (status !== 200 && status !== 201)
          throw new Refusal(503, `The ledger answered with status ${status}.`, { id })
        // Again also when the ledger knew the order: the first try may have ended right here.
        await shipping.send(JSON.stringify({ id, lines: order.lines })).catch((error: unknown) => {
          throw new Refusal(503, `The order is in the ledger and not yet on the queue: ${reason(error)}`, { id })
        })
        c.get('log').info({ order: id, amount }, 'order placed')
        return c.json({ id, amount, currency: order.currency, state: 'placed' }, 201)
      })
      .get('/orders/:id', async (c) => {
        const id = c.req.param('id')
        const find = (kind: string) => ask(id, 'ledger', `/entries/${encodeURIComponent(`${kind}-${id}`)}`)
        const [sale, shipment] = await Promise.all([find('order'), find('shipment')])
        if (sale.status === 404) throw new Refusal(404, `There is no order "${id}".`)
        if (sale.status !== 200) throw new Refusal(503, `The ledger answered with status ${sale.status}.`, { id })
        const { at, amount, currency, detail } = sale.body as Entry
        return c.json({ id, at, amount, currency, detail, state: shipment.status === 200 ? 'shipped' : 'placed' })
      }),
  })
}
