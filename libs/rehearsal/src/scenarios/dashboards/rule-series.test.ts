import { expect, it } from 'vitest'
import { namedSeries, rulesIn } from './rule-series.ts'

const group = (...rules: readonly object[]) => ({ name: 'g', rules: rules as { expr: string }[] })

it.each([
  ['matchers, and what it groups by', 'sum by (c) (rate(a{b="1"}[5m]))', [{ metric: 'a', labels: ['b', 'c'] }]],
  [
    'of two series that are joined, only matchers: one alone may have the label',
    'a{x="1"} * on (node) b{y="1"}',
    [
      { metric: 'a', labels: ['x'] },
      { metric: 'b', labels: ['y'] },
    ],
  ],
  ["Prometheus' own", 'count(ALERTS{team="x"}) + up', []],
])('a rule names %s', (_, expr, expected) => {
  expect(namedSeries([group({ alert: 'A', expr })])).toEqual(expected.map((one) => ({ by: 'A', ...one })))
})

it('what another rule records is exposed by nobody else', () => {
  expect(
    namedSeries([group({ record: 'r:x', expr: 'sum(a)' }), group({ alert: 'A', expr: 'r:x{app="web"} > 1' })]),
  ).toEqual([{ by: 'r:x', metric: 'a', labels: [] }])
})

it('rules are of the files that are wanted', () => {
  const rule = (alert: string) => JSON.stringify({ spec: { groups: [group({ alert, expr: 'a' })] } })
  const files = new Map([
    ['clusters/prod/shop/web/prometheusrule-web.yaml', rule('A')],
    ['clusters/prod/shop/web/service-web.yaml', rule('B')],
    ['clusters/dev/shop/web/prometheusrule-web.yaml', rule('C')],
  ])
  const found = rulesIn(files, (file) => file.startsWith('clusters/prod/'))
  expect(found.flatMap(({ rules }) => rules.map(({ alert }) => alert))).toEqual(['A'])
})
