import { expect, it } from 'vitest'
import { groupingsOf, selectorsOf } from './selectors.ts'

it.each([
  [
    'rate(a_total{b="1",c=~"x|y"}[5m])',
    [
      {
        metric: 'a_total',
        matchers: [
          { label: 'b', op: '=', value: '"1"' },
          { label: 'c', op: '=~', value: '"x|y"' },
        ],
      },
    ],
  ],
  ['a{b=""}', [{ metric: 'a', matchers: [] }]],
  [
    'a / ignoring (x) b{c!="d"}',
    [
      { metric: 'a', matchers: [] },
      { metric: 'b', matchers: [{ label: 'c', op: '!=', value: '"d"' }] },
    ],
  ],
  ['{__name__=~"a.+",b="c"}', []],
  ['vector(0) + time()', []],
])('%s names its series', (expr, expected) => {
  expect(selectorsOf(expr)).toEqual(expected)
})

it.each([
  ['sum by (a, b) (x)', ['a', 'b']],
  ['sum(x) by (a)', ['a']],
  ['sum without (a) (x)', []],
  ['x * on (a) group_left (b) y', ['a', 'b']],
  ['x', []],
])('%s groups and joins by labels', (expr, expected) => {
  expect(groupingsOf(expr)).toEqual(expected)
})
