import { rmSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

interface PortForward {
  /** 0 for a unix socket. */
  readonly port: number
  close(): void
}

type Place = { readonly port: number } | { readonly path: string }

const pass = (server: Server, to: Place) => {
  const open = new Set<Socket>()
  server.on('connection', (from: Socket) => {
    const onward = 'path' in to ? connect(to.path) : connect(to.port, '127.0.0.1')
    for (const [one, other] of [
      [from, onward],
      [onward, from],
    ] as const) {
      open.add(one)
      one.pipe(other)
      one
        .on('error', () => other.destroy())
        .on('close', () => {
          open.delete(one)
          other.destroy()
        })
    }
  })
  return open
}

/**
 * One end of a way into a network namespace, through a unix socket: that belongs to the file system (unix(7)). Its path
 * may have 107 bytes.
 */
export async function openPortForward(at: Place, to: Place): Promise<PortForward> {
  const server = createServer()
  const open = pass(server, to)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    if ('path' in at) server.listen(at.path, resolve)
    else server.listen(at.port, '127.0.0.1', resolve)
  })
  const address = server.address() as AddressInfo | string
  return {
    port: typeof address === 'string' ? 0 : address.port,
    close: () => {
      server.close()
      for (const socket of open) socket.destroy()
      if ('path' in at) rmSync(at.path, { force: true })
    },
  }
}

export function readdressed(kubeconfig: string, server: string): string {
  const config = JSON.parse(kubeconfig) as { clusters: readonly { cluster: object }[] }
  return JSON.stringify(
    { ...config, clusters: config.clusters.map((each) => ({ ...each, cluster: { ...each.cluster, server } })) },
    null,
    2,
  )
}
