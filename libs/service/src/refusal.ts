import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/**
 * An error whose sentence the caller reads, as `{ "error": sentence }`. Every other error is answered with a plain 500.
 */
export class Refusal extends Error {
  readonly status: ContentfulStatusCode
  readonly fields: object
  constructor(status: ContentfulStatusCode, sentence: string, fields: object = {}) {
    super(sentence)
    this.status = status
    this.fields = fields
  }
}

/**
 * The body as JSON, whatever its content type.
 * @throws Refusal 400
 */
export async function readJson(c: Context): Promise<unknown> {
  const text = await c.req.text()
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal(400, 'The body is not JSON.')
  }
}
