import { request } from 'node:http'
import { handle, type Event } from './handler.ts'

// Lambda's runtime API: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
const base = `http://${process.env['AWS_LAMBDA_RUNTIME_API'] ?? ''}/2018-06-01/runtime/invocation`

/** Without a time limit: Lambda lets the process wait, and stops its clock, until there is a call. */
const ask = (path: string, body?: unknown): Promise<{ readonly id: string; readonly text: string }> =>
  new Promise((resolve, reject) => {
    const sent = request(`${base}/${path}`, { method: body === undefined ? 'GET' : 'POST' }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part: string) => (text += part))
      answer.on('end', () => resolve({ id: String(answer.headers['lambda-runtime-aws-request-id']), text }))
    })
    sent.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body))
  })

for (;;) {
  const { id, text } = await ask('next')
  try {
    await ask(`${id}/response`, await handle(JSON.parse(text) as Event))
  } catch (error) {
    await ask(`${id}/error`, { errorType: 'Error', errorMessage: error instanceof Error ? error.message : 'unknown' })
  }
}
