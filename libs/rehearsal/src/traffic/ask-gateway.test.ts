import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { certify } from '../cluster/certificates.ts'
import { askGateway } from './ask-gateway.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'slipway-ask-'))
const door = { address: '127.0.0.1', port: 0, ca: '' }
let stop = () => {}

beforeAll(async () => {
  const { ca, certificate, key } = await certify(folder, 'a.example', ['a.example', '*.b.example'])
  const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (asked, answer) =>
    answer
      .writeHead(asked.url === '/away' ? 301 : 200, { 'x-method': asked.method ?? '', location: '/there' })
      .end(`${asked.headers.host ?? ''} ${asked.headers['x-a']?.toString() ?? ''}`),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  Object.assign(door, { port: (server.address() as AddressInfo).port, ca: readFileSync(ca, 'utf8') })
  stop = () => void server.close()
})
afterAll(() => {
  stop()
  rmSync(folder, { recursive: true, force: true })
})

it('asks by name, with method and headers, and follows nothing', async () => {
  const asked = { host: 'www.b.example', path: '/away', method: 'OPTIONS', headers: { 'x-a': '1' } }
  const { status, headers, text } = await askGateway(door, asked)
  expect([status, headers.location, headers['x-method'], text]).toEqual([301, '/there', 'OPTIONS', 'www.b.example 1'])
})

it.each([
  ['a host that the certificate does not have', { host: 'c.example', path: '/' }, {}, /altnames|match/],
  ['nobody there', { host: 'a.example', path: '/' }, { port: 1 }, /ECONNREFUSED/],
])('%s: no answer, and why', async (_, asked, other, why) => {
  const { status, text } = await askGateway({ ...door, ...other }, asked)
  expect(status).toBe(0)
  expect(text).toMatch(why)
})
