import { expect, it } from 'vitest'
import { namedSeries, rulesIn } from './rule-series.ts'

const group = (...rules: readonly object[]) => ({ name: 'g', rules: rules as { expr: string }[] })

it.each([
  [
    'matchers, and what it groups by',
    'sum by (c) (rate(a{b="1"}[5m]))',
    [{ metric: 'a', labels: ['b', 'c'], values: [{ label: 'b', op: '=', value: '"1"' }] }],
  ],
  [
    'values that the program chooses, and not names or what is left out',
    'a{namespace="shop",pod=~"web-.+",phase!="x",reason=~"y|z"}',
    [
      {
        metric: 'a',
        labels: ['namespace', 'pod', 'phase', 'reason'],
        values: [{ label: 'reason', op: '=~', value: '"y|z"' }],
      },
    ],
  ],
  [
    'of two series that are joined, only matchers: one alone may have the label',
    'a{pod="1"} * on (node) b{name="1"}',
    [
      { metric: 'a', labels: ['pod'], values: [] },
      { metric: 'b', labels: ['name'], values: [] },
    ],
  ],
  ["Prometheus' own", 'count(ALERTS{team="x"}) + up', []],
])('a rule names %s', (_, expr, expected) => {
  expect(namedSeries([group({ alert: 'A', expr })])).toEqual(expected.map((one) => ({ by: 'A', ...one })))
})

it('what another rule records is exposed by nobody else', () => {
  expect(
    namedSeries([group({ record: 'r:x', expr: 'sum(a)' }), group({ alert: 'A', expr: 'r:x{app="web"} > 1' })]),
  ).toEqual([{ by: 'r:x', metric: 'a', labels: [], values: [] }])
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
