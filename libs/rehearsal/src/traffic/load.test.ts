import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer as createPlain } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { certify, type Certificate } from '../cluster/certificates.ts'
import { startLoad, type Answer } from './load.ts'

let folder: string
let certificate: Certificate
let server: Server
const seen: string[] = []
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'load-'))
  certificate = await certify(folder, 'shop.example.com', ['*.example.com'])
  server = createServer(
    { key: readFileSync(certificate.key), cert: readFileSync(certificate.certificate) },
    (asked, answer) => {
      seen.push(`${asked.headers.host ?? ''} ${asked.headers.cookie ?? ''}`)
      const from = { 'x-pod': 'shop-1', 'x-app-version': '1.0.0' }
      if (asked.url === '/cut') answer.destroy()
      else if (asked.url === '/broken') answer.writeHead(500, from).end('no')
      else if (asked.url === '/gateway') answer.writeHead(503).end('no healthy upstream')
      else answer.writeHead(200, from).end('well')
    },
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true })
})

/** Sends until there are three answers. */
async function three(url: string, ca = certificate.ca): Promise<readonly Answer[]> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let count = 0
  const load = startLoad({
    host: 'shop.example.com',
    address: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    path: url,
    ca,
    rate: 20,
    at: () => performance.now() / 1000,
    as: (request) => ({ session: request, cookie: `a=${request}` }),
    told: () => void (++count === 3 && resolve()),
  })
  await promise
  await load.stop()
  return load.answers
}

describe('startLoad', () => {
  it.each([
    ['/', { status: 200, version: '1.0.0', pod: 'shop-1' }],
    ['/broken', { status: 500, version: '1.0.0', pod: 'shop-1', failedBy: 'app', why: '500 no' }],
    ['/gateway', { status: 503, failedBy: 'gateway', why: '503 no healthy upstream' }],
    ['/cut', { failedBy: 'connection' }],
  ])('%s is told as %o', async (url, wanted) => {
    const answers = await three(url)
    expect(answers.length).toBeGreaterThanOrEqual(3)
    expect(answers.map(({ session }) => session).sort((a, b) => a - b)).toEqual(answers.map((_, index) => index))
    for (const answer of answers) expect(answer).toMatchObject(wanted)
    if (!('failedBy' in wanted)) for (const answer of answers) expect(answer.failedBy).toBeUndefined()
  })

  it("asks by the host's name, with the cookie of who asks", async () => {
    await three('/')
    expect(seen).toContain('shop.example.com a=2')
  })

  it('gives up a connection that is idle for too long', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const plain = createPlain((_, answer) => void answer.end()).on('connection', (from) => from.on('end', resolve))
    await new Promise<void>((listening) => plain.listen(0, '127.0.0.1', listening))
    const load = startLoad({
      host: 'shop.example.com',
      address: '127.0.0.1',
      port: (plain.address() as AddressInfo).port,
      path: '/',
      rate: 4,
      at: () => performance.now() / 1000,
      as: (request) => ({ session: request }),
      idleMs: 20,
    })
    await promise
    await load.stop()
    plain.close()
    for (const answer of load.answers) expect(answer).toMatchObject({ status: 200 })
  })

  it('asks without TLS where there is no authority, from the address that who asks has', async () => {
    const from = new Set<string>()
    const plain = createPlain((asked, answer) => {
      from.add(asked.socket.remoteAddress ?? '')
      answer.writeHead(200, { 'x-pod': 'shop-1' }).end()
    })
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve))
    const load = startLoad({
      host: 'orders.shop',
      address: '127.0.0.1',
      port: (plain.address() as AddressInfo).port,
      path: '/',
      rate: 50,
      at: () => performance.now() / 1000,
      as: (request) => ({ session: request, from: `127.0.0.${2 + (request % 2)}` }),
    })
    await expect.poll(() => [...from].sort(), { timeout: 10_000 }).toEqual(['127.0.0.2', '127.0.0.3'])
    await load.stop()
    plain.close()
    for (const answer of load.answers) expect(answer).toMatchObject({ status: 200, pod: 'shop-1' })
  })

  it('trusts nobody but the authority that it was given', async () => {
    const other = await certify(path.join(folder, 'other'), 'x', ['x'])
    for (const answer of await three('/', other.ca)) expect(answer.failedBy).toBe('connection')
  })
})
