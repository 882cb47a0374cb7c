import { reworded } from '@slipway/core/reworded'
import { afterEach, expect, it, vi } from 'vitest'
import { app, cluster, modelOf, poolData, prices } from '../test/sample.ts'

/** Estates in which each reason and each failure occurs. */
const models = [
  modelOf(
    [app('web', { cpu: 2000 }), app('big', { cpu: 5000 })],
    cluster([poolData('spot', { capacity: 'spot', sizes: ['xlarge'], cpu: 4 })]),
  ),
  modelOf([app('web', { machines: { profile: 'memory' } }), app('arm', { machines: { architectures: ['arm64'] } })]),
]

async function results() {
  vi.resetModules()
  const { asJson, asText, capacityOf, unschedulableIssues } = await import('./index.ts')
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

// Workers keep modules from file to file (vitest.config.ts): what was loaded with other words must not stay.
afterEach(() => {
  vi.doUnmock('./words.ts')
  vi.resetModules()
})

it('decides the same whatever the words are', async () => {
  const before = await results()
  vi.doMock(import('./words.ts'), async (original) => {
    const { words } = await original()
    return { words: reworded(words), reasonText: () => 'other words' }
  })
  const { text, ...after } = await results()
  expect(text).not.toBe(before.text)
  expect(text).toContain('other words')
  expect(after).toEqual({ codes: before.codes, issues: before.issues, json: before.json })
  expect(new Set(after.codes)).toEqual(new Set(['no-pool', 'no-machine', 'pod-too-large', 'pool-limit']))
  expect(after.issues.length).toBeGreaterThan(0)
})
