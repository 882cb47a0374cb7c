import { expect, it } from 'vitest'
import { alertTimeScale, speedUpRoutes, speedUpRules } from './speed-up-alerts.ts'

it('windows, waits and evaluation are shorter by one factor; limits, names and labels stay', () => {
  const rule = { labels: { team: 'shop' }, annotations: { summary: 'it fails' } }
  expect(alertTimeScale).toBe(150)
  expect(
    speedUpRules({
      name: 'shop.web',
      interval: '30s',
      rules: [
        { record: 'shop:slo_errors:ratio_rate1h', expr: 'sum_over_time(shop:slo_failures:rate5m{a="b"}[1h]) / 2' },
        { ...rule, alert: 'Burns', for: '2m', expr: 'a[5m] > 0.144 and sum_over_time(b[1h]) * 30 >= 10' },
      ],
    }),
  ).toEqual({
    name: 'shop.web',
    interval: '200ms',
    rules: [
      { record: 'shop:slo_errors:ratio_rate1h', expr: 'sum_over_time(shop:slo_failures:rate5m{a="b"}[24000ms]) / 2' },
      { ...rule, alert: 'Burns', for: '800ms', expr: 'a[2000ms] > 0.144 and sum_over_time(b[24000ms]) * 0.2 >= 10' },
    ],
  })
})

it('routes wait less, at any depth, and lead where they led', () => {
  expect(
    speedUpRoutes({
      route: {
        receiver: 'a',
        group_wait: '30s',
        routes: [{ receiver: 'b', repeat_interval: '1h', group_interval: '1m' }],
      },
    }),
  ).toEqual({
    route: {
      receiver: 'a',
      group_wait: '200ms',
      routes: [{ receiver: 'b', repeat_interval: '24000ms', group_interval: '1000ms' }],
    },
  })
})
