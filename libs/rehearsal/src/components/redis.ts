import { connect } from 'node:net'
import { firstOf } from '../cluster/first-of.ts'
import { freePort, local, type Runtime } from '../cluster/runtime.ts'

const no = () => false
const pings = (port: number): Promise<boolean> => {
  const socket = connect({ host: '127.0.0.1', port, timeout: 1_000 }, () => socket.write('PING\r\n'))
  const data = (said: Buffer) => said.toString().startsWith('+PONG')
  return firstOf(socket, { data, error: no, timeout: no, close: no })
}

export async function startRedis(runtime: Runtime): Promise<string> {
  const port = await freePort()
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  await runtime.serve({ program: 'redis', args }, () => pings(port))
  return local(port)
}
