import { bearerAuth } from 'hono/bearer-auth'
import { afterEach, describe, expect, it } from 'vitest'
import { maxBody, router } from './app.ts'
import { createLog } from './log.ts'
import { readJson, Refusal } from './refusal.ts'
import { serve, type Service, type ServiceOptions } from './serve.ts'

const running: Service[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.drain()))
})

async function start(options: Partial<ServiceOptions> = {}) {
  const lines: string[] = []
  const log = createLog({}, (line) => lines.push(line))
  const service = await serve({ name: 'sample', port: 0, log, ...options, env: { HOST: '127.0.0.1', ...options.env } })
  running.push(service)
  const url = `http://127.0.0.1:${service.port}`
  return { service, lines, get: (path: string, init?: RequestInit) => fetch(`${url}${path}`, init) }
}

const routes = router()
  .get('/hello/:name', (c) => c.json({ hello: c.req.param('name') }))
  .post('/echo', async (c) => c.json((await readJson(c)) as object, 201))
  .get('/page', (c) => c.html('<p>é</p>'))
  .get('/refused', () => {
    throw new Refusal(409, 'Taken.', { id: 'o-1' })
  })
  .get('/broken', () => {
    throw new Error('the secret detail')
  })

describe('serve', () => {
  it('answers with its version, its pod and the request id it was given', async () => {
    const { get } = await start({ routes, env: { APP_VERSION: '1.2.3', POD_NAME: 'sample-0' } })
    const res = await get('/hello/you', { headers: { 'x-request-id': 'r-1' } })
    expect(await res.json()).toEqual({ hello: 'you' })
    expect(['x-app-version', 'x-pod', 'x-request-id'].map((h) => res.headers.get(h))).toEqual([
      '1.2.3',
      'sample-0',
      'r-1',
    ])
  })

  it('makes a request id where there is none', async () => {
    const { get } = await start({ routes })
    expect((await get('/hello/you')).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  it.each([
    ['GET', '/nothing', undefined, 404, { error: 'There is nothing at /nothing.' }],
    ['DELETE', '/echo', undefined, 405, { error: '/echo takes POST.' }],
    ['POST', '/echo', '{"a":', 400, { error: 'The body is not JSON.' }],
    ['POST', '/echo', ' '.repeat(maxBody + 1), 413, { error: `The body is longer than ${maxBody} bytes.` }],
    ['POST', '/echo', '{"a":[1]}', 201, { a: [1] }],
    ['GET', '/refused', undefined, 409, { error: 'Taken.', id: 'o-1' }],
    ['GET', '/broken', undefined, 500, { error: 'Something went wrong here; the log has it under this request id.' }],
  ])('%s %s with %#', async (method, path, body, status, wanted) => {
    const { get } = await start({ routes })
    const res = await get(path, { method, ...(body === undefined ? {} : { body }) })
    expect([res.status, await res.json()]).toEqual([status, wanted])
  })

  it.each([
    ['HEAD', '/page', 200, '', null],
    ['GET', '/hello/a%2Fb%20c', 200, '{"hello":"a/b c"}', null],
    ['GET', '/hello/', 404, '{"error":"There is nothing at /hello/."}', null],
    ['GET', '/hello/a/b', 404, '{"error":"There is nothing at /hello/a/b."}', null],
    ['DELETE', '/echo', 405, '{"error":"/echo takes POST."}', 'POST'],
    ['POST', '/hello/you', 405, '{"error":"/hello/you takes GET."}', 'GET'],
  ])('%s %s is answered with %i', async (method, path, status, body, allow) => {
    const { get } = await start({ routes })
    const res = await get(path, { method })
    expect([res.status, await res.text(), res.headers.get('allow')]).toEqual([status, body, allow])
  })

  it('limits a body whose length nobody announced', async () => {
    const { get } = await start({ routes })
    const chunks = async function* () {
      for (let i = 0; i < 3; i++) yield Buffer.alloc(maxBody / 2)
    }
    const res = await get('/echo', { method: 'POST', body: chunks(), duplex: 'half' } as RequestInit)
    expect(res.status).toBe(413)
  })

  it('knows also what was thrown and is no Error', async () => {
    const routes = router().get('/odd', () => Promise.reject<Response>('no error'))
    const { get, lines } = await start({ routes })
    expect((await get('/odd')).status).toBe(500)
    expect(lines.map((line) => JSON.parse(line) as unknown)).toContainEqual(
      expect.objectContaining({ level: 'error', route: '/odd', reason: 'no error' }),
    )
  })

  it("leaves hono's own refusals as they are", async () => {
    const routes = router()
      .use(bearerAuth({ token: 'secret' }))
      .get('/closed', (c) => c.json(null))
    const res = await (await start({ routes })).get('/closed')
    expect([res.status, res.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm=""'])
  })

  it('counts a client that left under its route, as 499', async () => {
    const begun = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    const routes = router().get('/slow', async (c) => (begun.resolve(), await release.promise, c.json(null)))
    const { get, lines } = await start({ routes })
    const client = new AbortController()
    const left = expect(get('/slow', { signal: client.signal })).rejects.toThrow()
    await begun.promise
    client.abort()
    await left
    await expect.poll(() => lines.join('')).toContain('"route":"/slow","status":499')
    release.resolve()
  })

  it('keeps the reason of a failure in its log, under the request id', async () => {
    const { get, lines } = await start({ routes })
    await get('/broken', { headers: { 'x-request-id': 'r-9' } })
    const failures = lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((line) => line['level'] === 'error')
    expect(failures).toMatchObject([{ requestId: 'r-9', route: '/broken', reason: 'the secret detail' }])
  })

  it('counts the bytes of a page, not its letters', async () => {
    const { get } = await start({ routes })
    const res = await get('/page')
    expect([await res.text(), res.headers.get('content-length')]).toEqual(['<p>é</p>', '9'])
  })

  it('is ready once what it needs was up', async () => {
    let up = false
    const { get } = await start({ ready: { ledger: () => up } })
    const before = await get('/readyz')
    expect([before.status, await before.json()]).toEqual([503, { ready: false, draining: false, waiting: ['ledger'] }])
    expect((await get('/healthz')).status).toBe(200)
    up = true
    expect((await get('/readyz')).status).toBe(200)
  })

  it('measures business requests by route, and neither health nor metrics', async () => {
    const { get } = await start({ routes })
    for (const path of ['/hello/a', '/hello/b', '/nothing', '/healthz', '/readyz', '/metrics'])
      await (await get(path)).text()
    const text = await (await get('/metrics')).text()
    const counts = text.split('\n').filter((line) => line.startsWith('http_request_duration_seconds_count'))
    expect(counts.sort()).toEqual([
      'http_request_duration_seconds_count{method="GET",route="/hello/:name",status="200"} 2',
      'http_request_duration_seconds_count{method="GET",route="none",status="404"} 1',
    ])
    expect(text).toContain('http_requests_in_flight 0')
  })

  it('fails business requests on purpose, never health or metrics', async () => {
    const { get } = await start({ routes, env: { FAULT_ERRORS: '1', FAULT_LATENCY: '1' } })
    const res = await get('/hello/you')
    expect([res.status, await res.json()]).toEqual([500, { error: 'This error was asked for with FAULT_ERRORS.' }])
    const statuses = await Promise.all(
      ['/healthz', '/readyz', '/metrics'].map(async (path) => (await get(path)).status),
    )
    expect(statuses).toEqual([200, 200, 200])
  })

  it('refuses a bad value before it listens', async () => {
    await expect(serve({ name: 'sample', env: { FAULT_ERRORS: 'many' } })).rejects.toThrow('FAULT_ERRORS is "many"')
  })

  it('is not live once it says so itself', async () => {
    let live = true
    const { get } = await start({ live: () => live })
    expect((await get('/healthz')).status).toBe(200)
    live = false
    expect((await get('/healthz')).status).toBe(503)
  })

  it('drains once: each hook in its place, also after one that failed, and the port is free again', async () => {
    const begun = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    const order: string[] = []
    const { service, get } = await start({
      routes: router().get('/held', async (c) => {
        begun.resolve()
        await release.promise
        order.push('answered')
        return c.json(null)
      }),
      onDrain: () => {
        order.push('drain')
        throw new Error('this hook fails')
      },
      onEnd: () => void order.push('end'),
    })
    const held = get('/held')
    await begun.promise
    const drained = Promise.all([service.drain(), service.drain()])
    release.resolve()
    expect((await held).headers.get('connection')).toBe('close')
    expect(await drained).toEqual([true, true])
    expect(order).toEqual(['drain', 'answered', 'end'])
    await expect(get('/healthz')).rejects.toThrow()
  })

  it('says that its deadline cut a request off', async () => {
    const started = Promise.withResolvers<void>()
    const { service, get } = await start({
      routes: router().get('/forever', () => (started.resolve(), new Promise<Response>(() => {}))),
      env: { DRAIN_SECONDS: '0.2' },
    })
    const cut = expect(get('/forever')).rejects.toThrow()
    await started.promise
    expect(await service.drain()).toBe(false)
    await cut
  })
})
