import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer as createHttp, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { connect, type Socket } from 'node:net'
import type { Certificate } from './certificates.ts'
import { listenLocally, local } from './runtime.ts'

/**
 * The only way out for the real programs: git under the estate's own URL, Prometheus under the address in
 * AnalysisTemplates. Every other host is refused and noted.
 */
export interface EgressProxy {
  readonly proxy: string
  /** Plain HTTP to this host (`name:port`) goes to a local port from now on. */
  name(host: string, port: number): void
  /** HTTPS to this host goes to a local port from now on, as plain HTTP. The certificate must name the host. */
  secure(host: string, port: number): void
  refused(): readonly string[]
  close(): Promise<void>
}

interface GitHosting {
  readonly host: string
  readonly certificate: Certificate
  readonly served: string
}

/** One request to `git http-backend`, by the rules of CGI (RFC 3875). */
function gitBackend(served: string, asked: IncomingMessage, answer: ServerResponse): void {
  const url = new URL(asked.url ?? '/', 'https://git.invalid')
  const header = (name: string) => String(asked.headers[name] ?? '')
  const backend = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH ?? '',
      GIT_PROJECT_ROOT: served,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: asked.method ?? 'GET',
      CONTENT_TYPE: header('content-type'),
      HTTP_CONTENT_ENCODING: header('content-encoding'),
      GIT_PROTOCOL: header('git-protocol'),
      REMOTE_ADDR: '127.0.0.1',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'safe.directory',
      GIT_CONFIG_VALUE_0: '*',
      ...(header('content-length') === '' ? {} : { CONTENT_LENGTH: header('content-length') }),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  asked.pipe(backend.stdin).on('error', () => undefined)
  let head = Buffer.alloc(0)
  let started = false
  backend.stdout.on('data', (chunk: Buffer) => {
    if (started) {
      answer.write(chunk)
      return
    }
    head = Buffer.concat([head, chunk])
    const end = head.indexOf('\r\n\r\n')
    if (end === -1) return
    const headers = Object.fromEntries(
      head
        .subarray(0, end)
        .toString()
        .split('\r\n')
        .map((line) => {
          const colon = line.indexOf(':')
          return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
        }),
    )
    const { status = '200', ...rest } = headers
    answer.writeHead(Number.parseInt(status, 10), rest)
    answer.write(head.subarray(end + 4))
    started = true
  })
  backend.on('error', () => answer.writeHead(500).end())
  backend.on('close', () => answer.end())
}

/** Passes a request on to a port of loopback. */
export function pass(asked: IncomingMessage, answer: ServerResponse, port: number, path = asked.url): void {
  const passed = request({ host: '127.0.0.1', port, path, method: asked.method, headers: asked.headers }, (got) => {
    answer.writeHead(got.statusCode ?? 502, got.headers)
    got.pipe(answer)
  })
  passed.on('error', () => answer.writeHead(502).end())
  asked.pipe(passed)
}

export async function openEgressProxy(git?: GitHosting): Promise<EgressProxy> {
  const names = new Map<string, number>()
  const refused = new Set<string>()
  const sockets = new Set<Socket>()
  const secured = new Map<string, number>()
  const gitServer =
    git === undefined
      ? undefined
      : createHttps(
          { key: readFileSync(git.certificate.key), cert: readFileSync(git.certificate.certificate) },
          (asked, answer) => {
            const port = secured.get(`${(asked.headers.host ?? '').replace(/:443$/, '')}:443`)
            if (port === undefined) gitBackend(git.served, asked, answer)
            else pass(asked, answer, port)
          },
        )
  const gitPort = gitServer === undefined ? undefined : await listenLocally(gitServer)

  const server = createHttp((asked, answer) => {
    const url = URL.canParse(asked.url ?? '') ? new URL(asked.url ?? '') : undefined
    const host = url === undefined ? '' : `${url.hostname}:${url.port === '' ? '80' : url.port}`
    const port = names.get(host)
    if (url === undefined || port === undefined) {
      refused.add(host)
      answer.writeHead(502).end(`the rehearsal knows no ${host}\n`)
      return
    }
    pass(asked, answer, port, `${url.pathname}${url.search}`)
  })
  server.on('connect', (asked: IncomingMessage, client: Socket) => {
    sockets.add(client)
    client.on('error', () => client.destroy()).on('close', () => sockets.delete(client))
    const port = asked.url === git?.host || secured.has(asked.url ?? '') ? gitPort : undefined
    if (port === undefined) {
      refused.add(asked.url ?? '')
      client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
      return
    }
    const inner = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      inner.pipe(client).pipe(inner)
    })
    inner.on('error', () => client.destroy())
    client.on('close', () => inner.destroy())
  })
  const port = await listenLocally(server)
  return {
    proxy: `http://${local(port)}`,
    name: (host, to) => void names.set(host, to),
    secure: (host, to) => void secured.set(`${host}:443`, to),
    refused: () => [...refused].sort(),
    close: async () => {
      for (const socket of sockets) socket.destroy()
      gitServer?.closeAllConnections()
      server.closeAllConnections()
      await Promise.all(
        [server, gitServer].map(
          (each) => new Promise((resolve) => (each === undefined ? resolve(0) : each.close(resolve))),
        ),
      )
    },
  }
}
