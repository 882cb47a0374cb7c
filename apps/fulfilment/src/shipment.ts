import { reason, type Call } from '@slipway/service'

/** `shipped` now; `already` before (the queue delivers at least once); `unreadable`, which no repetition will mend. */
export type Outcome =
  | { readonly kind: 'shipped' | 'already'; readonly id: string }
  | { readonly kind: 'unreadable'; readonly why: string }

function readOrder(body: string): { readonly id: string; readonly lines: unknown } {
  const value: unknown = JSON.parse(body)
  if (typeof value !== 'object' || value === null) throw new Error('it is no object')
  const { id, lines = null } = value as Record<string, unknown>
  if (typeof id !== 'string' || !/^[A-Za-z0-9-]{1,64}$/.test(id)) throw new Error('it has no order id')
  return { id, lines }
}

/**
 * Ships the order of one message. The shipment is an entry of the ledger whose key is the order's, so a second delivery, to whichever pod
 * and after whatever crash, finds it there.
 * @throws when the ledger cannot say; then the message has to come again
 */
export async function ship(body: string, call: Call<'ledger'>): Promise<Outcome> {
  let order: ReturnType<typeof readOrder>
  try {
    order = readOrder(body)
  } catch (error) {
    return { kind: 'unreadable', why: reason(error) }
  }
  // XXX is ISO 4217's "no currency": a shipment moves goods.
  const entry = {
    key: `shipment-${order.id}`,
    kind: 'shipment',
    amount: 0,
    currency: 'XXX',
    detail: { lines: order.lines },
  }
  const { status } = await call('ledger', '/entries', { json: entry })
  if (status === 201) return { kind: 'shipped', id: order.id }
  // 409 is the same order with other lines: it was shipped as it stood first.
  if (status === 200 || status === 409) return { kind: 'already', id: order.id }
  throw new Error(`The ledger answered with status ${status}.`)
}
