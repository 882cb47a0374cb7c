import type { Call, CallOptions } from '@slipway/service'
import { describe, expect, it } from 'vitest'
import { ship } from './shipment.ts'

function ledger(status: number) {
  const seen: (CallOptions | undefined)[] = []
  const call: Call<'ledger'> = async (_, __, options) => (seen.push(options), { status, body: undefined })
  return { call, seen }
}

describe('ship', () => {
  it.each([
    [201, 'shipped'],
    [200, 'already'],
    [409, 'already'],
  ])('takes %i from the ledger for %s', async (status, kind) => {
    const { call, seen } = ledger(status)
    expect(await ship('{"id":"o-1","lines":[1]}', call)).toEqual({ kind, id: 'o-1' })
    expect(seen).toMatchObject([{ json: { key: 'shipment-o-1', kind: 'shipment', amount: 0, detail: { lines: [1] } } }])
  })

  it('cannot say when the ledger cannot', async () => {
    await expect(ship('{"id":"o-1"}', ledger(503).call)).rejects.toThrow('The ledger answered with status 503.')
  })

  it.each([
    ['{', ''],
    ['null', 'it is no object'],
    ['{"id":7}', 'it has no order id'],
    ['{"id":"a/b"}', 'it has no order id'],
  ])('cannot read %s, and asks nobody', async (body, why) => {
    const { call, seen } = ledger(201)
    const outcome = await ship(body, call)
    expect(outcome).toMatchObject({ kind: 'unreadable', why: expect.stringContaining(why) as string })
    expect(seen).toEqual([])
  })
})
