import { expect, it } from 'vitest'
import { itemsOf } from '@slipway/kube'
import { wantsOf } from './wants.ts'

const queue = 'https://sqs.eu-west-1.amazonaws.com/444455556666/prod-thumbs'
const one = {
  image: 'registry.test/thumbs@sha256:1',
  env: [
    { name: 'QUEUE_THUMBS_URL', value: queue },
    { name: 'APP_ENV', value: 'prod' },
  ],
  secrets: [
    { variable: 'A', secret: 'prod/shop/thumbs', key: 'a', version: null },
    { variable: 'B', secret: 'prod/shop/thumbs', key: 'b', version: '7' },
  ],
}

it('lists what only a function uses: its queue, its image and its secrets', () => {
  const { queues, repositories, secrets, accounts } = wantsOf([], 'registry.test', [one])
  expect([...queues]).toEqual([queue])
  expect([...repositories]).toEqual(['thumbs'])
  expect([...secrets].map(([name, keys]) => [name, [...keys]])).toEqual([['prod/shop/thumbs', ['a', 'b']]])
  expect(accounts.size).toBe(0)
})

it('counts no image of another registry', () => {
  expect(wantsOf([], 'other.test', [one]).repositories.size).toBe(0)
})

it('asks nobody for a queue that a controller makes from an object of the tree', () => {
  const object = (queueName: string) => ({
    apiVersion: 'sqs.services.k8s.aws/v1alpha1',
    kind: 'Queue',
    metadata: { name: queueName, namespace: 'ack-system' },
    spec: { queueName },
  })
  const queuesBeside = (queueName: string) => [
    ...wantsOf(itemsOf({ path: 'clusters/prod-eu/q.yaml', source: 'a', objects: [object(queueName)] }), '', [one])
      .queues,
  ]
  expect(queuesBeside('prod-thumbs')).toEqual([])
  expect(queuesBeside('thumbs')).toEqual([queue])
})
