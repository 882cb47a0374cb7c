import { connect, createServer, type Socket } from 'node:net'
import { listenLocally } from '../cluster/runtime.ts'

interface BalancerTarget {
  readonly address: string
  readonly port: number
}

/** Plays an NLB: it passes bytes, and a connection stays with its target. */
interface Balancer {
  readonly port: number
  /** The targets of new connections, in turn; open connections stay. */
  sendTo(targets: readonly BalancerTarget[]): void
  close(): void
}

export async function openBalancer(targets: readonly BalancerTarget[]): Promise<Balancer> {
  const open = new Set<Socket>()
  let [now, next] = [targets, 0]
  const server = createServer({ allowHalfOpen: true }, (from) => {
    const target = now[next++ % now.length]
    if (target === undefined) return void from.destroy()
    const onward = connect({ host: target.address, port: target.port, allowHalfOpen: true })
    for (const [one, other] of [
      [from, onward],
      [onward, from],
    ] as const) {
      open.add(one)
      one.setNoDelay(true).pipe(other)
      one.on('error', () => other.resetAndDestroy()).on('close', () => open.delete(one))
    }
  })
  return {
    port: await listenLocally(server),
    sendTo: (others) => {
      now = others
    },
    close: () => {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}
