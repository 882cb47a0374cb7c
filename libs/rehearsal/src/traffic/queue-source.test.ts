import { afterEach, beforeEach, expect, test } from 'vitest'
import { startQueueSource, type QueueSource } from './queue-source.ts'

let source: QueueSource
beforeEach(async () => {
  source = await startQueueSource()
  source.set('https://sqs.eu-west-1.amazonaws.com/1/orders', 7)
})
afterEach(() => source.close())

test.each([
  ['its queue', 'https://sqs.eu-west-1.amazonaws.com/1/orders', 200, /"ApproximateNumberOfMessages":"7"/],
  ['another', 'https://sqs.eu-west-1.amazonaws.com/1/order', 400, /QueueDoesNotExist/],
])('%s', async (_, QueueUrl, status, wanted) => {
  const answer = await fetch(`http://127.0.0.1:${source.port}/`, { method: 'POST', body: JSON.stringify({ QueueUrl }) })
  expect(answer.status).toBe(status)
  expect(await answer.text()).toMatch(wanted)
})
