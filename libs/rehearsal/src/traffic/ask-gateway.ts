import type { IncomingHttpHeaders } from 'node:http'
import { request } from 'node:https'

export interface Asked {
  readonly host: string
  readonly path: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | undefined
}

export interface GatewayAnswer {
  /** 0 without an answer. */
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** The body, or why there is none. */
  readonly text: string
}

const timeoutMs = 5000

/**
 * One request as a browser sends it, by its host's name, on a connection of its own.
 * @param ca the certificate authority's text
 */
export function askGateway(
  { address, port, ca }: { readonly address: string; readonly port: number; readonly ca: string },
  { host, path, method = 'GET', headers = {}, body }: Asked,
): Promise<GatewayAnswer> {
  return new Promise((resolve) => {
    const failed = (error: Error) => resolve({ status: 0, headers: {}, text: error.message })
    const all = { ...headers, host }
    const asked = request({ host: address, port, path, method, ca, servername: host, agent: false, headers: all })
    asked.on('response', (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += text.length < 4000 ? chunk : ''))
      answer.on('error', failed)
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }))
    })
    asked.on('error', failed)
    asked.setTimeout(timeoutMs, () => asked.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)))
    asked.end(body)
  })
}
