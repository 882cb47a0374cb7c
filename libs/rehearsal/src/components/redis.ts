import { connect } from 'node:net'
import { freePort, type Runtime } from '../cluster/runtime.ts'

const pings = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'))
    socket.setTimeout(1_000, () => socket.destroy())
    socket.once('data', (data) => {
      resolve(data.toString().startsWith('+PONG'))
      socket.destroy()
    })
    socket.once('error', () => resolve(false))
    socket.once('close', () => resolve(false))
  })

/** @returns `host:port` */
export async function startRedis(runtime: Runtime, command: string): Promise<string> {
  const port = await freePort()
  const running = runtime.start({
    name: 'redis',
    command,
    args: ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
  })
  await runtime.ready(running, () => pings(port))
  return `127.0.0.1:${port}`
}
