import { describe, expect, it } from 'vitest'
import { isEmpty, matches, selectorText } from './label-selector.ts'

const labels = { app: 'web', tier: 'front' }
const expression = (key: string, operator: string, ...values: string[]) => ({
  matchExpressions: [{ key, operator, values }],
})

describe('matches', () => {
  it.each([
    [{ app: 'web' }, true],
    [{ app: 'api' }, false],
    [{ matchLabels: { app: 'web' } }, true],
    [{ matchLabels: { app: 'web', zone: 'a' } }, false],
    [{}, true],
    [expression('tier', 'In', 'front', 'back'), true],
    [expression('tier', 'In', 'back'), false],
    [expression('zone', 'NotIn', 'a'), true],
    [expression('tier', 'NotIn', 'front'), false],
    [expression('tier', 'Exists'), true],
    [expression('zone', 'Exists'), false],
    [expression('zone', 'DoesNotExist'), true],
    [expression('tier', 'DoesNotExist'), false],
    [expression('tier', 'Like', 'front'), false],
  ])('%j: %s', (selector, is) => {
    expect(matches(selector, labels)).toBe(is)
  })
})

describe('isEmpty', () => {
  it.each([
    [undefined, true],
    [{}, true],
    [{ matchLabels: {} }, true],
    [{ app: 'web' }, false],
    [expression('a', 'Exists'), false],
  ])('%j: %s', (selector, is) => {
    expect(isEmpty(selector)).toBe(is)
  })
})

describe('selectorText', () => {
  it('says a selector on one line', () => {
    expect(selectorText({ matchLabels: { app: 'web' }, ...expression('tier', 'In', 'a', 'b') })).toBe(
      'app=web, tier In (a, b)',
    )
  })
})
