import { connect } from 'node:net'
import { freePort, local, type Runtime } from '../cluster/runtime.ts'

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

export async function startRedis(runtime: Runtime, command: string): Promise<string> {
  const port = await freePort()
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  await runtime.serve({ name: 'redis', command, args }, () => pings(port))
  return local(port)
}
