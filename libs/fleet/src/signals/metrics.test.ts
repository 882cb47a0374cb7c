import { expect, it } from 'vitest'
import { managedMetrics, metrics } from './metrics.ts'

const workspace = 'ws-1a2b3c4d-1a2b-3c4d-5e6f-1a2b3c4d5e6f'

it.each([
  [{ amp: {} }, true],
  [{ amp: { workspace, send: 'all' } }, true],
  [{ amp: { workspace: 'ws-1' } }, false],
  [{ amp: { workspace: `https://aps/${workspace}` } }, false],
  [{ amp: { send: 'some' } }, false],
  [{ amp: true }, false],
  [{}, false],
  [{ insights: {} }, true],
  [{ amp: {}, insights: { retention: 14 } }, true],
  [{ insights: { retention: 15 } }, false],
])('%j', (given, isTaken) => {
  expect(metrics.safeParse(given).success).toBe(isTaken)
})

it('sends what is recorded, unless somebody says all', () => {
  expect(managedMetrics({})).toBeUndefined()
  expect(managedMetrics({ metrics: { insights: {} } })).toBeUndefined()
  expect(managedMetrics({ metrics: { amp: { workspace } } })).toEqual({ workspace, send: 'recorded' })
})
