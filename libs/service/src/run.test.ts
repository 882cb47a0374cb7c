import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it, vi } from 'vitest'

// Real processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 })

/** The Node of this workspace, whichever one runs the tests. */
const bin = fileURLToPath(new URL('../../../node_modules/.bin', import.meta.url))
const index = new URL('./index.ts', import.meta.url).href
const children: ReturnType<typeof spawn>[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

function node(script: string, env: Record<string, string> = {}) {
  const source = `import { readJson, router, run, runOnce, serve } from ${JSON.stringify(index)}\n${script}`
  const child = spawn('node', ['--input-type=module', '--eval', source], {
    env: { PATH: `${bin}:${process.env['PATH']}`, HOST: '127.0.0.1', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  return {
    child,
    exit: once(child, 'exit') as Promise<[number | null, string | null]>,
    stdout: child.stdout,
    stderr: text(child.stderr),
  }
}

const echo = `await run((env) => serve({ name: 'sample', env, routes: router().post('/echo', async (c) => c.json(await readJson(c))) }))`

async function listening(script: string, env?: Record<string, string>) {
  const started = node(script, env)
  const lines = createInterface({ input: started.stdout })[Symbol.asyncIterator]()
  const next = async (message: string): Promise<Record<string, unknown>> => {
    for (;;) {
      const { done, value } = await lines.next()
      if (done === true) throw new Error(`it ended before "${message}": ${await started.stderr}`)
      const line = JSON.parse(value) as Record<string, unknown>
      if (line['message'] === message) return line
    }
  }
  return { ...started, next, port: Number((await next('listening'))['port']) }
}

describe('run', () => {
  it('on SIGTERM: not ready, the request in flight is finished, its connection closed, exit 0', async () => {
    const { child, exit, port, next } = await listening(echo)
    const req = request({
      host: '127.0.0.1',
      port,
      path: '/echo',
      method: 'POST',
      headers: { connection: 'keep-alive' },
    })
    const answered = once(req, 'response') as Promise<[import('node:http').IncomingMessage]>
    req.write('{"half":')
    const metric = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
    await expect.poll(metric, { timeout: 20_000 }).toContain('http_requests_in_flight 1')

    child.kill('SIGTERM')
    expect(await next('draining')).toMatchObject({ inFlight: 1, deadlineSeconds: 15 })
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`)
    expect([ready.status, ready.headers.get('connection'), await ready.json()]).toEqual([
      503,
      'close',
      { ready: false, draining: true, waiting: [] },
    ])
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)

    req.end('true}')
    const [res] = await answered
    expect([res.statusCode, res.headers.connection, await text(res)]).toEqual([200, 'close', '{"half":true}'])
    await next('drained')
    expect(await exit).toEqual([0, null])
  })

  it('does not take SIGUSR2 for a request to end: the rehearsal makes a pod ill with it', async () => {
    const { child, next } = await listening(`process.on('SIGUSR2', () => console.log('{"message":"ill"}'))\n${echo}`)
    child.kill('SIGUSR2')
    await next('ill')
    child.kill('SIGTERM')
    expect(await next('draining')).toMatchObject({ inFlight: 0 })
  })

  it('is cut off by a second signal, exit 1', async () => {
    const { child, exit, port, next } = await listening(echo)
    const req = request({ host: '127.0.0.1', port, path: '/echo', method: 'POST' }).on('error', () => {})
    req.write('{"half":')
    const metric = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
    await expect.poll(metric, { timeout: 20_000 }).toContain('http_requests_in_flight 1')
    child.kill('SIGTERM')
    await next('draining')
    child.kill('SIGTERM')
    expect(await exit).toEqual([1, null])
  })

  it('exits 0 at once when nothing is in flight', async () => {
    const { child, exit } = await listening(echo)
    child.kill('SIGTERM')
    expect(await exit).toEqual([0, null])
  })

  it('refuses bad values with a sentence each and exit 1', async () => {
    const { exit, stderr } = node(echo, { FAULT_ERRORS: '5', DRAIN_SECONDS: 'soon' })
    expect(await exit).toEqual([1, null])
    expect(await stderr).toBe(
      'DRAIN_SECONDS is "soon"; it has to be seconds, a number from 0.1 to 3600.\n' +
        'FAULT_ERRORS is "5"; it has to be the share of requests to answer 500, a number from 0 to 1.\n',
    )
  })
})

describe('runOnce', () => {
  it.each([
    ['exits 0 when the task is done', `async () => {}`, 0, ''],
    [
      'exits 1 with the sentence of one that failed',
      `async () => { throw new Error('The ledger is away.') }`,
      1,
      'The ledger is away.\n',
    ],
  ])('%s', async (_, task, code, said) => {
    const { exit, stderr } = node(`await runOnce('report', ${task})`)
    expect([await exit, await stderr]).toEqual([[code, null], said])
  })
})
