import { quote, readRequest } from './quote.ts'

/**
 * What an HTTP API says of a request, in part:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export interface Event {
  readonly rawPath?: string
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>>
  readonly requestContext?: { readonly http?: { readonly method?: string } }
}

const answer = (statusCode: number, body: unknown, headers: Readonly<Record<string, string>> = {}): object => ({
  statusCode,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
})

/** A tariff changes by a release, so an answer may be kept for some minutes. */
const kept = { 'cache-control': 'public, max-age=300' }

/**
 * One call: `GET /quotes?country=DE&pieces=3`.
 * @throws where it cannot be done: Lambda counts that as an error, and a canary ends by it
 */
export function handle({ rawPath = '/', queryStringParameters = {}, requestContext }: Event): Promise<object> {
  const method = requestContext?.http?.method ?? 'GET'
  if (rawPath !== '/quotes') return Promise.resolve(answer(404, { error: `There is no "${rawPath}"; ask for "/quotes".` }))
  if (method !== 'GET') return Promise.resolve(answer(405, { error: `"${method}" is not taken.` }, { allow: 'GET' }))
  const asked = readRequest(queryStringParameters)
  return Promise.resolve(typeof asked === 'string' ? answer(400, { error: asked }) : answer(200, quote(asked), kept))
}
