import { expect, it } from 'vitest'
import { instantUrl, rangeUrl, withVariables } from './question.ts'

it('puts values in place of the variables of Grafana, and of no longer name', () => {
  const expr = 'rate(a{n="$team",s=~"$app(-x)?"}[$__rate_interval]) + $application + b{c="$$app"}'
  expect(withVariables(expr, { team: 'shop', app: 'web', rate: 120 })).toBe(
    'rate(a{n="shop",s=~"web(-x)?"}[120s]) + $application + b{c="$web"}',
  )
})

it.each(['http://p:9090', 'http://p:9090/', 'http://p:9090//'])('asks %s below its path', (base) => {
  expect(instantUrl(base, 'up{a="b&c"}')).toBe('http://p:9090/api/v1/query?query=up%7Ba%3D%22b%26c%22%7D')
  expect(rangeUrl(base, 'up', { from: 1, to: 9, step: 2 })).toBe(
    'http://p:9090/api/v1/query_range?query=up&start=1&end=9&step=2',
  )
})
