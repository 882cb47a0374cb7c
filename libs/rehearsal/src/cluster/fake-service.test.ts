import { afterEach, beforeEach, expect, it } from 'vitest'
import { fakeService, metricsPage, type FakeService } from './fake-service.ts'

let service: FakeService
beforeEach(async () => {
  service = await fakeService((body, { url }) => {
    if (url === '/metrics') return metricsPage('up 1\n')
    return url === '/made' ? { status: 201 } : { text: JSON.stringify(JSON.parse(body.toString())) }
  })
})
afterEach(() => service.close())

it.each([
  ['/', '{"a": 1}', 200, 'application/json', '{"a":1}'],
  ['/', 'nothing', 400, null, ''],
  ['/made', '', 201, 'application/json', '{}'],
  ['/metrics', '', 200, 'text/plain; version=0.0.4', 'up 1\n'],
])('%s with %j is answered with %i', async (path, body, status, type, text) => {
  const answer = await fetch(`http://127.0.0.1:${service.port}${path}`, { method: 'POST', body })
  expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([status, type, text])
})
