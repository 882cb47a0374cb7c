import { createLog, readJson, router, serve, type Service } from '@slipway/service'
import { sqsStandIn, type SqsStandIn } from '@slipway/service/sqs-stand-in'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fulfilment } from './fulfilment.ts'

/** Milliseconds that a busy machine may need. */
const patience = { timeout: 4000 }

const running: Service[] = []
let sqs: SqsStandIn
beforeEach(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local')
  sqs = await sqsStandIn('orders')
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await Promise.all(running.splice(0).map((s) => s.drain()))
  await sqs.close()
})

async function start(env: Record<string, string> = {}) {
  const keys: string[] = []
  const state = { up: true }
  const routes = router().post('/entries', async (c) => {
    if (!state.up) return c.json(null, 503)
    const { key } = (await readJson(c)) as { key: string }
    const known = keys.includes(key)
    if (!known) keys.push(key)
    return c.json(null, known ? 200 : 201)
  })
  const log = createLog({}, () => {})
  const ledger = await serve({ name: 'ledger', env: { HOST: '127.0.0.1' }, port: 0, log, routes })
  const service = await fulfilment(
    { HOST: '127.0.0.1', PORT: '0', LEDGER_URL: `http://127.0.0.1:${ledger.port}`, ...sqs.env, ...env },
    log,
  )
  running.push(service, ledger)
  const metric = async (name: string) => {
    const text = await (await fetch(`http://127.0.0.1:${service.port}/metrics`)).text()
    return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1])
  }
  return { keys, state, service, metric }
}

describe('fulfilment', () => {
  it('ships each order once, however often its message comes', async () => {
    for (const id of ['o-1', 'o-2', 'o-1']) sqs.put(JSON.stringify({ id, lines: [] }))
    const { keys, metric } = await start()
    await sqs.drained()
    expect(keys).toEqual(['shipment-o-1', 'shipment-o-2'])
    await expect.poll(() => metric('fulfilment_processed_total'), patience).toBe(3)
    expect(await metric('fulfilment_repeated_total')).toBe(1)
  })

  it('leaves a message it could not ship, and ships it when it comes again', async () => {
    const { keys, state, metric } = await start()
    state.up = false
    sqs.put('{"id":"o-1"}')
    await expect.poll(() => metric('fulfilment_failed_total'), patience).toBe(1)
    expect([keys, sqs.bodies()]).toEqual([[], ['{"id":"o-1"}']])
    state.up = true
    sqs.redeliver()
    await sqs.drained()
    expect(keys).toEqual(['shipment-o-1'])
  })

  it('leaves what it cannot read for the dead letters and goes on', async () => {
    sqs.put('not an order')
    sqs.put('{"id":"o-1"}')
    const { keys, metric } = await start()
    await expect.poll(() => metric('fulfilment_processed_total'), patience).toBe(1)
    expect([keys, sqs.bodies()]).toEqual([['shipment-o-1'], ['not an order']])
  })

  it('stops its long poll when it drains', async () => {
    const { service } = await start()
    await expect.poll(sqs.waiting, patience).toBe(1)
    expect(await service.drain()).toBe(true)
    await expect.poll(sqs.waiting, patience).toBe(0)
  })

  it('has health and metrics on its port, and nothing else', async () => {
    const { service } = await start()
    const status = async (path: string) => (await fetch(`http://127.0.0.1:${service.port}${path}`)).status
    await expect.poll(() => status('/readyz'), patience).toBe(200)
    expect(await Promise.all(['/healthz', '/metrics', '/'].map(status))).toEqual([200, 200, 404])
  })
})
