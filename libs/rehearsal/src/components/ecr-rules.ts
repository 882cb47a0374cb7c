import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { pass } from '../cluster/egress-proxy.ts'
import { listenLocally } from '../cluster/runtime.ts'

/** A proxy before the registry that enforces ECR's rules. */
export interface EcrRules {
  readonly port: number
  /** Whether it answers nobody. */
  away(gone: boolean): void
  close(): void
}

const tagged = /^\/v2\/(.+)\/manifests\/([^:]+)$/

/**
 * Tags are for good, as in the repositories that libs/aws makes (`ImageTagMutability: IMMUTABLE`).
 * @param port of the registry
 */
export async function startEcrRules(port: number): Promise<EcrRules> {
  let isAway = false
  const exists = (asked: IncomingMessage) =>
    new Promise<boolean>((resolve) => {
      const found = request(
        { host: '127.0.0.1', port, method: 'HEAD', path: asked.url, headers: { accept: '*/*' } },
        (answer) => {
          answer.resume()
          resolve(answer.statusCode === 200)
        },
      )
      found.on('error', () => resolve(false)).end()
    })
  const refuse = (answer: ServerResponse, tag: string, name: string) => {
    const message = `The image tag '${tag}' already exists in the '${name}' repository and cannot be overwritten because the tag is immutable.`
    answer.writeHead(400, { 'content-type': 'application/json' })
    answer.end(JSON.stringify({ errors: [{ code: 'TAG_INVALID', message }] }))
  }
  const server = createServer((asked, answer) => {
    if (isAway) return void answer.writeHead(503).end()
    const [, name = '', tag = ''] = tagged.exec(asked.url ?? '') ?? []
    if (asked.method !== 'PUT' || tag === '') return pass(asked, answer, port)
    asked.pause()
    void exists(asked).then((there) => (there ? refuse(answer, tag, name) : pass(asked, answer, port)))
  })
  const own = await listenLocally(server)
  return {
    port: own,
    away: (gone) => {
      isAway = gone
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
