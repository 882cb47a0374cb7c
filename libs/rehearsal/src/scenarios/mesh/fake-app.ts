import { createServer } from 'node:http'
import { createServer as createHttp2Server } from 'node:http2'
import { connect, createServer as createByteServer, type Server, type Socket } from 'node:net'
import { firstOf } from '../../cluster/first-of.ts'

/** The header in which it says at which port a request has arrived. */
export const arrived = 'arrived-at'

function serverOf(port: number, protocol: string): Server {
  const said = { [arrived]: String(port) }
  if (protocol === 'http') return createServer((_, answer) => answer.writeHead(200, said).end('{}'))
  if (protocol === 'http2' || protocol === 'grpc')
    return createHttp2Server((_, answer) => void answer.writeHead(200, said).end('{}'))
  // As SMTP does: the client waits for the first word.
  return createByteServer((socket) => socket.on('error', () => {}).write(String(port)))
}

/** Answers everything. @returns ends it */
export async function fakeApp(address: string, port: number, protocol = 'http'): Promise<() => void> {
  const server = serverOf(port, protocol)
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(port, address, resolve))
  return () => {
    server.close()
    for (const socket of open) socket.destroy()
  }
}

const nothing = () => undefined

/** The first data of a server that nobody asked; `undefined` when nothing comes. */
export const firstWord = (host: string, port: number, timeout: number): Promise<string | undefined> =>
  firstOf(connect({ host, port, timeout }), { data: String, error: nothing, timeout: nothing, close: nothing })
