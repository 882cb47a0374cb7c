import { reworded } from '@slipway/core/reworded'
import { expect, it } from 'vitest'
import { app, cluster, modelOf, poolData, prices } from '../test/sample.ts'
import { asJson, asText, capacityOf, unschedulableIssues } from './index.ts'
import { words } from './words.ts'

/** Estates in which each reason and each failure occurs. */
const models = [
  modelOf(
    [app('web', { cpu: 2000 }), app('big', { cpu: 5000 })],
    cluster([poolData('spot', { capacity: 'spot', sizes: ['xlarge'], cpu: 4 })]),
  ),
  modelOf([app('web', { machines: { profile: 'memory' } }), app('arm', { machines: { architectures: ['arm64'] } })]),
]

function results() {
  const clusters = models.map((model) => capacityOf(model, prices))
  return {
    codes: clusters.flatMap(({ at }) => at.most.unschedulable.map(({ reason }) => reason.code)),
    issues: unschedulableIssues(clusters).map(({ file, at, code }) => [file, at, code]),
    json: JSON.parse(asJson(clusters, prices, clusters.slice(1)), (key, value: unknown) =>
      key === 'why' || key === 'of' ? undefined : value,
    ) as unknown,
    text: asText(clusters, prices),
  }
}

/** Does something while every sentence is another one. */
function inOtherWords<T>(work: () => T): T {
  const before = { ...words }
  Object.assign(words, reworded(words))
  try {
    return work()
  } finally {
    Object.assign(words, before)
  }
}

it('decides the same whatever the words are', () => {
  const before = results()
  const { text, ...after } = inOtherWords(results)
  expect(text).not.toBe(before.text)
  expect(text).toContain('other words')
  expect(after).toEqual({ codes: before.codes, issues: before.issues, json: before.json })
  expect(new Set(after.codes)).toEqual(new Set(['no-pool', 'no-machine', 'pod-too-large', 'pool-limit']))
  expect(after.issues.length).toBeGreaterThan(0)
})
