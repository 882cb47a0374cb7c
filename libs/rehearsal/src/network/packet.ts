import { createSocket } from 'node:dgram'
import { connect, createServer, type Socket } from 'node:net'
import { firstOf } from '../cluster/first-of.ts'

/** `refused` is the filter's own answer; `closed` is a host that has no such port; `silent` is none in time. */
export type Arrival = 'arrived' | 'refused' | 'closed' | 'silent'

interface Attempt {
  /** A local address. */
  readonly from: string
  readonly to: string
  readonly port: number
  readonly protocol: 'TCP' | 'UDP'
}

const timeoutMs = 2_000

// packet-filter answers "administratively prohibited", which nothing else here does.
const refusals = new Set(['EHOSTUNREACH', 'EPERM', 'EACCES'])
const arrivalOf = (error: NodeJS.ErrnoException): Arrival => (refusals.has(error.code ?? '') ? 'refused' : 'closed')

const byTcp = ({ from, to, port }: Attempt): Promise<Arrival> =>
  firstOf<Arrival>(connect({ host: to, port, localAddress: from, timeout: timeoutMs }), {
    connect: () => 'arrived',
    error: arrivalOf,
    timeout: () => 'silent',
  })

const byUdp = ({ from, to, port }: Attempt): Promise<Arrival> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4')
    const timer = setTimeout(() => end('silent'), timeoutMs)
    const end = (arrival: Arrival) => {
      clearTimeout(timer)
      socket.close()
      resolve(arrival)
    }
    socket.on('message', () => end('arrived'))
    socket.on('error', (error) => end(arrivalOf(error)))
    // Only a connected socket gets an error for a refusal.
    socket.bind(0, from, () => socket.connect(port, to, () => socket.send('?')))
  })

/** Opens a connection, or sends a datagram that is answered. */
export const attempt = (one: Attempt): Promise<Arrival> => (one.protocol === 'TCP' ? byTcp(one) : byUdp(one))

export interface Listening {
  readonly address: string
  readonly port: number
  readonly protocol: 'TCP' | 'UDP'
}

/** Takes every connection, answers every datagram. @returns ends it */
export function listenAt({ address, port, protocol }: Listening): Promise<() => void> {
  if (protocol === 'TCP') {
    const open = new Set<Socket>()
    const server = createServer((socket) => {
      open.add(socket)
      socket.on('error', () => {}).on('close', () => open.delete(socket))
    })
    return new Promise((resolve, reject) => {
      server.once('error', reject).listen(port, address, () =>
        resolve(() => {
          server.close()
          for (const socket of open) socket.destroy()
        }),
      )
    })
  }
  const socket = createSocket('udp4')
  socket.on('message', (_, { port: back, address: to }) => socket.send('!', back, to))
  return new Promise((resolve, reject) => {
    socket.once('error', reject).bind(port, address, () => resolve(() => void socket.close()))
  })
}
