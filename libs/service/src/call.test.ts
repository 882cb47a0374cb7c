import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { CallError, caller, reaches, urlVariable } from './call.ts'
import { StartError } from './settings.ts'
import { withTrace } from './trace.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections()
})

async function target(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const failure = async (work: Promise<unknown>): Promise<CallError> => {
  const error: unknown = await work.then(
    () => undefined,
    (e: unknown) => e,
  )
  if (!(error instanceof CallError)) throw new Error(`no CallError but ${String(error)}`)
  return error
}

describe('caller', () => {
  it('turns dashes of a name into underscores of a variable', () =>
    expect(urlVariable('nightly-report')).toBe('NIGHTLY_REPORT_URL'))

  it('refuses to start without an address, naming each variable and what to do', () => {
    const start = () => caller({ CATALOG_URL: 'catalog:80' }, ['nightly-report', 'catalog'])
    expect(start).toThrow(StartError)
    expect(start).toThrow(
      [
        `NIGHTLY_REPORT_URL is not set, so there is no way to nightly-report: put 'nightly-report' into "calls" in this app's app.ts.`,
        'CATALOG_URL is "catalog:80"; it has to be an http or https URL.',
      ].join('\n'),
    )
  })

  it('sends JSON, keeps the path of the base, and passes on the trace of the request it is made for', async () => {
    const url = await target((req, res) => {
      let text = ''
      req.on('data', (chunk: Buffer) => (text += chunk.toString()))
      req.on('end', () => {
        const { 'x-request-id': id, traceparent, 'content-type': type } = req.headers
        res.writeHead(201).end(JSON.stringify({ method: req.method, url: req.url, text, id, traceparent, type }))
      })
    })
    const call = caller({ LEDGER_URL: `${url}/base/` }, ['ledger'])
    const trace = { 'x-request-id': 'r-1', traceparent: '00-a-b-01' }
    expect(await withTrace(trace, () => call('ledger', '/entries?day=x', { json: { a: 1 } }))).toEqual({
      status: 201,
      body: {
        method: 'POST',
        url: '/base/entries?day=x',
        text: '{"a":1}',
        id: 'r-1',
        traceparent: '00-a-b-01',
        type: 'application/json',
      },
    })
  })

  it('hands back a bad status as an answer, also without a body', async () => {
    const url = await target((_, res) => res.writeHead(503).end())
    expect(await caller({ LEDGER_URL: url }, ['ledger'])('ledger', '/')).toEqual({ status: 503, body: undefined })
  })

  it('says which target did not answer in time', async () => {
    const url = await target(() => {})
    const error = await failure(caller({ LEDGER_URL: url }, ['ledger'])('ledger', '/entries', { timeout: 20 }))
    expect(error).toMatchObject({
      kind: 'timeout',
      target: 'ledger',
      message: 'ledger did not answer GET /entries in 20 ms.',
    })
  })

  it('says which target could not be reached, and why', async () => {
    const url = await target(() => {})
    servers[0]?.close()
    const error = await failure(caller({ LEDGER_URL: url }, ['ledger'])('ledger', '/entries'))
    expect(error).toMatchObject({
      kind: 'unreachable',
      message: 'ledger could not be reached for GET /entries: ECONNREFUSED.',
    })
  })

  it('says that an answer is not JSON', async () => {
    const url = await target((_, res) => res.writeHead(502).end('<html>'))
    const error = await failure(caller({ LEDGER_URL: url }, ['ledger'])('ledger', '/'))
    expect(error.message).toBe('ledger answered GET / with status 502 and something that is not JSON.')
  })

  it('asks a target for its health', async () => {
    const url = await target((req, res) => res.writeHead(req.url === '/healthz' ? 200 : 404).end())
    expect(await reaches(caller({ LEDGER_URL: url }, ['ledger']), 'ledger')()).toBe(true)
  })
})
