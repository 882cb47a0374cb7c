import { readFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'

// Loaded before an app's own code (`node --import`) in a process that plays one of several peers: sends its connections
// to other peers through its own proxy, which learns their destination from a PROXY protocol line, as it would from
// iptables.

const { REHEARSAL_PEERS: table = '', REHEARSAL_POD_IP: own = '', PEERS_HOST: domain = '' } = process.env
const { connect } = net

type Options = net.TcpNetConnectOpts

const through = (options: Options): net.Socket => {
  const { host = '', port } = options
  if (domain === '' || !host.endsWith(`.${domain}`)) return connect(options)
  const known = JSON.parse(readFileSync(table, 'utf8')) as Readonly<Record<string, string>>
  const to = known[host.slice(0, -domain.length - 1)]
  // As a name that there is not: nobody listens at port 1.
  if (to === undefined) return connect({ ...options, host: '127.0.0.1', port: 1 })
  const socket = connect({ ...options, host: own, port: 15_001 })
  socket.write(`PROXY TCP4 ${own} ${to} 40000 ${port}\r\n`)
  return socket
}
net.connect = through as typeof net.connect
syncBuiltinESMExports()
