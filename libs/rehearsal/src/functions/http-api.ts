import { createServer, request } from 'node:http'
import { text as bodyOf } from 'node:stream/consumers'
import { listenLocally } from '../cluster/runtime.ts'
import type { Counted } from './alarm.ts'
import type { Lambda } from './lambda.ts'
import { takesPath } from './route.ts'
import { tokenBucket, type Throttle } from './token-bucket.ts'

interface Answered {
  readonly status: number
  readonly text: string
}

export interface HttpApi {
  ask(path: string): Promise<Answered>
  close(): Promise<void>
}

/**
 * Plays an HTTP API in front of the alias: throttles the stage, then calls with payload 2.0. Its status without
 * capacity in Lambda is not documented: 503 here, a 5xx in any case.
 */
export async function openHttpApi(
  lambda: Lambda,
  {
    host,
    throttle,
    routes,
  }: { readonly host: string; readonly throttle: Throttle | null; readonly routes: readonly string[] },
  count: (one: Omit<Counted, 'at'>) => void,
): Promise<HttpApi> {
  const takes = throttle === null ? () => true : tokenBucket(throttle)
  const answer = async (asked: string, method: string): Promise<Answered> => {
    if (!takes(performance.now())) return { status: 429, text: '{"message":"Too Many Requests"}' }
    const { pathname: path, search, searchParams } = new URL(asked, 'http://api')
    const routeKey = routes.find((key) => takesPath(key, path))
    if (routeKey === undefined) return { status: 404, text: '{"message":"Not Found"}' }
    const event = {
      version: '2.0',
      routeKey,
      rawPath: path,
      rawQueryString: search.slice(1),
      ...(search === '' ? {} : { queryStringParameters: Object.fromEntries(searchParams) }),
      requestContext: { http: { method, path } },
    }
    const { kind, text } = await lambda.invoke(event)
    if (kind === 'too-many') return { status: 503, text: '{"message":"Service Unavailable"}' }
    if (kind === 'failed') return { status: 500, text: '{"message":"Internal Server Error"}' }
    const said = JSON.parse(text) as { readonly statusCode?: number; readonly body?: string }
    return { status: said.statusCode ?? 200, text: said.body ?? '' }
  }
  const server = createServer((asked, response) => {
    const known = asked.headers.host === host
    const answering = known
      ? answer(asked.url ?? '/', asked.method ?? 'GET')
      : Promise.resolve({ status: 403, text: '{"message":"Forbidden"}' })
    void answering
      .catch((error: unknown) => ({ status: 500, text: String(error) }))
      .then(({ status, text }) => {
        count({ namespace: 'AWS/ApiGateway', failed: status >= 500 })
        response.writeHead(status).end(text)
      })
  })
  const port = await listenLocally(server)
  return {
    ask: (path) =>
      new Promise((resolve, reject) => {
        const sent = request({ host: '127.0.0.1', port, path, headers: { host } }, (response) => {
          bodyOf(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject)
        })
        sent.on('error', reject).end()
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
