import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mapConcurrent } from './map-concurrent.ts'

describe('atOnce', () => {
  it('does each once, in order of the results, and never more than so many at a time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat()), fc.integer({ min: 1, max: 5 }), async (items, count) => {
        let going = 0
        let most = 0
        const done = await mapConcurrent(count, items, async (item) => {
          going += 1
          most = Math.max(most, going)
          await Promise.resolve()
          going -= 1
          return item + 1
        })
        expect(done).toEqual(items.map((item) => item + 1))
        expect(most).toBe(Math.min(count, items.length))
      }),
    )
  })
})
