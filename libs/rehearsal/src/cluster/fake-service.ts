import { createServer, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { listenLocally } from './runtime.ts'

interface Reply {
  readonly status?: number
  readonly type?: string
  readonly text?: string
}

export interface FakeService {
  /** Of loopback. */
  readonly port: number
  close(): void
}

/** Prometheus' text format. */
export const metricsPage = (text: string): Reply => ({ type: 'text/plain; version=0.0.4', text })

/** Answers each request by its body; one that cannot be read gets 400. */
export async function fakeService(
  answer: (body: Buffer, asked: IncomingMessage) => Reply | Promise<Reply>,
): Promise<FakeService> {
  const server = createServer((asked, response) => {
    buffer(asked)
      .then((body) => answer(body, asked))
      .then(({ status = 200, type = 'application/json', text = '{}' }) =>
        response.writeHead(status, { 'content-type': type }).end(text),
      )
      .catch(() => response.writeHead(400).end())
  })
  return { port: await listenLocally(server), close: () => void server.close() }
}
