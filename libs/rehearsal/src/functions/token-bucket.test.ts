import { expect, it } from 'vitest'
import { tokenBucket } from './token-bucket.ts'

it('lets a burst pass at once, then as many a second as its rate', () => {
  const take = tokenBucket({ rate: 10, burst: 3 })
  expect([0, 0, 0, 0].map(take)).toEqual([true, true, true, false])
  expect([50, 100, 100].map(take)).toEqual([false, true, false])
})

it('keeps no more than a burst, however long nobody came', () => {
  const take = tokenBucket({ rate: 10, burst: 2 })
  take(0)
  expect([60_000, 60_000, 60_000].map(take)).toEqual([true, true, false])
})
