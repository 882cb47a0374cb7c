import { expect, it } from 'vitest'
import { handle, type Event } from './handler.ts'

const query = { country: 'DE', pieces: '3' }
const by = (method: string) => ({ requestContext: { http: { method } } })

it.each<[string, Event, number, object]>([
  ['a quote', { rawPath: '/quotes', queryStringParameters: query, ...by('GET') }, 200, { price: 510, days: 2 }],
  [
    'a bad request',
    { rawPath: '/quotes', queryStringParameters: { country: 'DE' } },
    400,
    { error: '"pieces" has to be a whole number from 1 to 1000.' },
  ],
  ['no query', { rawPath: '/quotes' }, 400, { error: '"country" has to be two capital letters, such as DE.' }],
  ['another path', { rawPath: '/' }, 404, { error: 'There is no "/"; ask for "/quotes".' }],
  ['another method', { rawPath: '/quotes', queryStringParameters: query, ...by('POST') }, 405, { error: '"POST" is not taken.' }],
])('answers %s', async (_, event, status, body) => {
  const { statusCode, body: text } = (await handle(event)) as { statusCode: number; body: string }
  expect(statusCode).toBe(status)
  expect(JSON.parse(text)).toMatchObject(body)
})
