import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { createLog, router, serve, type Service } from '@slipway/service'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { nightlyReport } from './nightly-report.ts'

// Real processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 })

const main = fileURLToPath(new URL('./main.ts', import.meta.url))
/** The Node of this workspace, whichever one runs the tests. */
const bin = fileURLToPath(new URL('../../../node_modules/.bin', import.meta.url))

let ledger: Service | undefined
afterEach(async () => void (await ledger?.drain()))

async function startLedger(status: 200 | 503, body: object | null) {
  const days: (string | undefined)[] = []
  const routes = router().get('/entries', (c) => (days.push(c.req.query('day')), c.json(body, status)))
  ledger = await serve({ name: 'ledger', env: { HOST: '127.0.0.1' }, port: 0, log: createLog({}, () => {}), routes })
  return { url: `http://127.0.0.1:${ledger.port}`, days }
}

async function report(env: Record<string, string>) {
  const child = spawn('node', [main], {
    env: { PATH: `${bin}:${process.env['PATH']}`, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { code: code as unknown, out, err }
}

describe('nightly-report', () => {
  it('prints the report of the day as one JSON line and exits 0', async () => {
    const { url, days } = await startLedger(200, [{ kind: 'sale', amount: 2400, currency: 'EUR' }])
    const { code, out, err } = await report({ LEDGER_URL: url, REPORT_DAY: '2026-11-20' })
    expect([code, err, days]).toEqual([0, '', ['2026-11-20']])
    expect(out.trim().split('\n')).toHaveLength(1)
    const wanted = { day: '2026-11-20', orders: 1, shipments: 0, sales: { EUR: 2400 } }
    expect(JSON.parse(out)).toMatchObject({ message: 'report', report: wanted })
  })

  it('says in a sentence that the ledger is not reachable and exits 1', async () => {
    const { url } = await startLedger(200, [])
    await ledger?.drain()
    expect(await report({ LEDGER_URL: url, REPORT_DAY: '2026-11-20' })).toEqual({
      code: 1,
      out: '',
      err: 'No report for 2026-11-20: ledger could not be reached for GET /entries?day=2026-11-20: ECONNREFUSED.\n',
    })
  })

  it('has no report when the ledger refuses', async () => {
    const { url } = await startLedger(503, null)
    const failing = nightlyReport({ LEDGER_URL: url }, new Date('2026-11-21T00:30:00Z'))
    await expect(failing).rejects.toThrow('No report for 2026-11-20: the ledger answered with status 503.')
  })

  it('has no report when it is not told where the ledger is', async () => {
    await expect(nightlyReport({}, new Date(0))).rejects.toThrow('LEDGER_URL is not set')
  })
})
