import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { queue } from './queue.ts'
import { sqsStandIn, type SqsStandIn } from '../test/sqs-stand-in.ts'

let sqs: SqsStandIn
beforeEach(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local')
  sqs = await sqsStandIn('orders')
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await sqs.close()
})

describe('queue', () => {
  it('sends, receives and deletes over the endpoint it was given, signed', async () => {
    const orders = queue('orders', sqs.env)
    await orders.send('{"id":"o-1"}')
    expect(await orders.depth()).toBe(1)
    const [message] = await orders.receive({ waitSeconds: 0 })
    expect(message?.body).toBe('{"id":"o-1"}')
    if (message === undefined) return
    await orders.delete(message)
    expect(sqs.bodies()).toEqual([])
    expect(sqs.calls.map((c) => c.action)).toEqual([
      'SendMessage',
      'GetQueueAttributes',
      'ReceiveMessage',
      'DeleteMessage',
    ])
    const signature = /^AWS4-HMAC-SHA256 Credential=local\/\d{8}\/eu-central-1\/sqs\//
    for (const { authorization } of sqs.calls) expect(authorization).toMatch(signature)
  })

  it('gets again, with a new receipt, what it did not delete', async () => {
    const orders = queue('orders', sqs.env)
    sqs.put('a')
    const first = await orders.receive({ waitSeconds: 0 })
    expect(await orders.receive({ waitSeconds: 0 })).toEqual([])
    sqs.redeliver()
    const second = await orders.receive({ waitSeconds: 0 })
    expect(second.map((m) => m.id)).toEqual(first.map((m) => m.id))
    expect(second.map((m) => m.receipt)).not.toEqual(first.map((m) => m.receipt))
  })

  it('ends a long poll when it is told to, and loses no message by that', async () => {
    const orders = queue('orders', sqs.env)
    const stop = new AbortController()
    const waiting = orders.receive({ signal: stop.signal })
    await expect.poll(sqs.waiting, { timeout: 4000 }).toBe(1)
    stop.abort()
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
    await expect.poll(sqs.waiting, { timeout: 4000 }).toBe(0)
    sqs.put('late')
    expect((await orders.receive()).map((m) => m.body)).toEqual(['late'])
  })

  it.each([
    [{}, 'ORDERS_QUEUE_URL is not set, so there is no way to the queue orders.'],
    [{ ORDERS_QUEUE_URL: 'orders' }, 'ORDERS_QUEUE_URL is "orders"; it has to be the queue\'s URL.'],
    [
      { ORDERS_QUEUE_URL: 'http://q/orders' },
      'AWS_REGION is not set and ORDERS_QUEUE_URL does not tell the region of the queue orders.',
    ],
  ])('refuses to start with %j', (env, sentence) => expect(() => queue('orders', env)).toThrow(sentence))

  it('reads the region from the address that SQS gives its queues', () => {
    expect(() =>
      queue('orders', { ORDERS_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/000000000000/orders' }),
    ).not.toThrow()
  })
})
