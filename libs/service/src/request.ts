import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Log } from './log.ts'

/** A refusal that is the caller's to read: the status and one sentence. Anything else that is thrown becomes a plain 500. */
export class Refusal extends Error {
  readonly status: number
  readonly fields: Readonly<Record<string, unknown>>
  constructor(status: number, sentence: string, fields: Readonly<Record<string, unknown>> = {}) {
    super(sentence)
    this.status = status
    this.fields = fields
  }
}

export interface Request {
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  /** Carries the request's id on every line. */
  readonly log: Log
  /** @throws Refusal 413 when it is longer than `maxBody` */
  text(): Promise<string>
  /** @throws Refusal 400 when it is no JSON */
  json(): Promise<unknown>
}

export type Reply = {
  /** @default 200 */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
} & ({ readonly json: unknown } | { readonly html: string })

export type Handler = (request: Request) => Reply | Promise<Reply>

/** Bytes of a request's body. */
export const maxBody = 1024 * 1024

export async function bodyText(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  // Not destroyed when the loop is left early: the refusal still has to go out on this connection.
  for await (const chunk of message.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBody) throw new Refusal(413, `The body is longer than ${maxBody} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal(400, 'The body is not JSON.')
  }
}
