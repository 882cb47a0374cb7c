import type { Issue } from '@slipway/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CheckedEstate, issueOf, valid, withMore } from '../test/checked-estate.ts'

let estate: CheckedEstate
beforeEach(() => void (estate = new CheckedEstate()))
afterEach(() => estate.remove())
const cache = () => estate.cache()

describe('stacks of AWS', () => {
  // No rule asks for files of theirs, of which there are none here.
  const keyed = (key: string | undefined) =>
    withMore(estate.rendering(), {
      hashes: new Map([['aws/1/a.yaml', 'h']]),
      key: () => key,
      files: () => null as never,
    })
  it.each<[string, string | undefined, string | undefined, readonly Issue[], number]>([
    ['are not judged again while nothing that decides them changes', 'k', 'k', [], 1],
    ['are judged again when that changes', 'k', 'l', [], 2],
    ['are judged each time where nobody knows what decides them', undefined, undefined, [], 2],
    ['are judged again where something was found, be it a warning', 'k', 'k', [issueOf({ warning: true })], 2],
  ])('%s', async (_, before, now, issues, times) => {
    let judged = 0
    const aws = () => Promise.resolve({ stacks: ++judged, issues })
    const first = await estate.check(keyed(before), valid, {}, { cache, aws })
    const second = await estate.check(keyed(now), valid, {}, { cache, aws })
    expect([judged, second.exit]).toEqual([times, first.exit])
    expect(second.out).toContain(`aws     ${times} stack`)
  })
})
