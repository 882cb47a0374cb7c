import { createServer, connect, type AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { openBalancer } from './balancer.ts'

const undo: (() => unknown)[] = []
afterEach(() => {
  for (const each of undo.splice(0).reverse()) each()
})

/** Answers each message with its name. */
async function target(name: string) {
  const server = createServer((socket) => {
    undo.push(() => socket.destroy())
    socket.on('error', () => {}).on('data', () => socket.write(name))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  undo.push(() => server.close())
  return { address: '127.0.0.1', port: (server.address() as AddressInfo).port }
}

function client(port: number) {
  const socket = connect(port, '127.0.0.1')
  undo.push(() => socket.destroy())
  return () =>
    new Promise<string>((resolve) => {
      socket.once('data', (data) => resolve(data.toString()))
      socket.once('close', () => resolve('closed'))
      socket.write('?')
    })
}

describe('openBalancer', () => {
  it('sends new connections where it is told, and leaves those there are', async () => {
    const [one, two] = [await target('one'), await target('two')]
    const balancer = await openBalancer([one])
    undo.push(balancer.close)
    const first = client(balancer.port)
    expect(await first()).toBe('one')
    balancer.sendTo([two])
    const second = client(balancer.port)
    expect([await second(), await first()]).toEqual(['two', 'one'])
    balancer.sendTo([one, two])
    const turns = [client(balancer.port), client(balancer.port)]
    expect((await Promise.all(turns.map((ask) => ask()))).sort()).toEqual(['one', 'two'])
  })

  it('drops a connection whose target is gone', async () => {
    const balancer = await openBalancer([])
    undo.push(balancer.close)
    expect(await client(balancer.port)()).toBe('closed')
  })
})
