import { expect, it } from 'vitest'
import { groupingsOf, selectorsOf } from './selectors.ts'

it.each([
  ['rate(a_total{b="1",c=~"x|y"}[5m])', [{ metric: 'a_total', text: 'a_total{b="1",c=~"x|y"}', labels: ['b', 'c'] }]],
  ['a{b=""}', [{ metric: 'a', text: 'a{b=""}', labels: [] }]],
  [
    'a / ignoring (x) b{c!="d"}',
    [
      { metric: 'a', text: 'a', labels: [] },
      { metric: 'b', text: 'b{c!="d"}', labels: ['c'] },
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
