/**
 * A part of an HTTP API's event:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export interface Event {
  readonly rawPath?: string
  readonly body?: string
}

/**
 * One call of NAME.
 * @throws where it cannot be done: Lambda counts that as an error, and a canary ends by it
 */
export function handle(_event: Event): Promise<object> {
  return Promise.resolve({
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ hello: 'from NAME' }),
  })
}
