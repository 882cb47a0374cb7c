import { connect, createServer } from 'node:net'
import { expect, it } from 'vitest'
import { firstOf } from './first-of.ts'
import { listenLocally } from './runtime.ts'

it('the first event decides, and the socket is closed', async () => {
  const server = createServer((socket) => socket.on('error', () => undefined).write('hello'))
  const port = await listenLocally(server)
  const socket = connect(port, '127.0.0.1')
  const ends = { data: String, error: () => 'refused', close: () => 'closed' }
  expect([await firstOf(socket, ends), socket.destroyed]).toEqual(['hello', true])
  await new Promise((resolve) => server.close(resolve))
  expect(await firstOf(connect(port, '127.0.0.1'), ends)).toBe('refused')
})
