import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLog } from '@slipway/service'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ledger } from './ledger.ts'

let folder: string
let stop: () => Promise<unknown> = async () => {}
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'ledger-'))))
afterEach(async () => {
  await stop()
  await rm(folder, { recursive: true })
})

const noon = new Date('2026-11-20T12:00:00Z')

async function start() {
  const lines: string[] = []
  const service = await ledger(
    { HOST: '127.0.0.1', PORT: '0', DATA_DIR: folder },
    createLog({}, (line) => lines.push(line)),
    () => noon,
  )
  stop = service.drain
  const ask = async (path: string, init?: RequestInit) => {
    const res = await fetch(`http://127.0.0.1:${service.port}${path}`, init)
    return { status: res.status, body: (await res.json()) as unknown }
  }
  const post = (entry: unknown) => ask('/entries', { method: 'POST', body: JSON.stringify(entry) })
  return { service, lines, get: (path: string) => ask(path), post }
}

const sale = { key: 'order-1', kind: 'sale', amount: 1200, currency: 'EUR', detail: null }
const stored = { ...sale, at: noon.toISOString() }

describe('ledger', () => {
  it('takes an entry once and gives it back by key and by day', async () => {
    const { get, post } = await start()
    expect(await post(sale)).toEqual({ status: 201, body: stored })
    expect(await post(sale)).toEqual({ status: 200, body: stored })
    expect(await post({ ...sale, amount: 1 })).toEqual({
      status: 409,
      body: { error: 'The key "order-1" belongs to another entry.' },
    })
    expect(await get('/entries/order-1')).toEqual({ status: 200, body: stored })
    expect(await get('/entries?day=2026-11-20')).toEqual({ status: 200, body: [stored] })
    expect(await get('/entries?day=2026-11-21')).toEqual({ status: 200, body: [] })
  })

  it.each([
    ['/entries', 400, '"day" has to be a day like 2026-11-20 (UTC).'],
    ['/entries/none', 404, 'There is no entry "none".'],
  ])('GET %s is refused with %i', async (path, status, error) => {
    const { get } = await start()
    expect(await get(path)).toEqual({ status, body: { error } })
  })

  it('refuses what is no entry', async () => {
    const { post } = await start()
    const error = '"amount" has to be a whole number, in cents.'
    expect(await post({ ...sale, amount: 'much' })).toEqual({ status: 400, body: { error } })
  })

  it('survives a restart and a torn last line, and says that it was torn', async () => {
    const before = await start()
    await before.post(sale)
    await before.service.drain()
    await appendFile(join(folder, 'entries.jsonl'), '{"key":"order-2"')
    const { get, post, lines } = await start()
    expect(lines.join('')).toContain('the last line was torn by a crash and was cut off')
    expect(await get('/entries?day=2026-11-20')).toEqual({ status: 200, body: [stored] })
    expect((await post({ ...sale, key: 'order-2' })).status).toBe(201)
  })

  it('does not start on a folder that is none, with one sentence', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    await expect(ledger({ DATA_DIR: file })).rejects.toThrow(`The ledger cannot use the folder ${file}: `)
  })
})
