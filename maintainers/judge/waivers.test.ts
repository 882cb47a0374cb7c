import { describe, expect, it } from 'vitest'
import { waivers } from './waivers.ts'

describe('argued', () => {
  it.each(waivers)('$judge $check $scope has a reason and a whole address', ({ why, scope }) => {
    expect(why.length).toBeGreaterThan(30)
    expect(scope.split('/')).toHaveLength(4)
  })

  it('argues for nothing twice', () => {
    const keys = waivers.map(({ judge, check, scope, says }) => [judge, check, scope, says].join(' '))
    expect(new Set(keys).size).toBe(keys.length)
  })
})
