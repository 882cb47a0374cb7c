import type { IPrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1'
import { describe, expect, it } from 'vitest'
import { canary, everySample, namesOf, object, objects, sample, type Given } from '../../test/sample.ts'

const rulesOf = (given: Given) => {
  const [group, ...more] = object<IPrometheusRule>(sample(given), 'PrometheusRule').spec.groups ?? []
  expect(more).toEqual([])
  expect([group?.interval, group?.limit]).toEqual(['30s', 1000])
  return new Map((group?.rules ?? []).flatMap((r) => (r.alert === undefined ? [] : [[r.alert, r] as const])))
}
const recordsOf = (given: Given) =>
  (object<IPrometheusRule>(sample(given), 'PrometheusRule').spec.groups?.[0]?.rules ?? []).filter(
    ({ record }) => record !== undefined,
  )
const counted = (given: Given) => String(recordsOf(given)[1]?.expr)
const exprOf = (given: Given, alert: string) => String(rulesOf(given).get(alert)?.expr)
const judged = (errors: string, p95?: string): Given => ({
  kind: 'http',
  release: { ...canary, slo: { errors, ...(p95 === undefined ? {} : { p95 }) } },
})

describe('prometheusRule', () => {
  it.each(everySample('dev'))('%s: nobody is paged in a quiet cluster', (_, app) => {
    expect(namesOf(app, 'PrometheusRule')).toEqual([])
  })

  it.each<[string, Given, string[]]>([
    ['rolling', { kind: 'http' }, ['NoPodReady', 'PodRestarts', 'OutOfMemory']],
    [
      'canary',
      judged('1%', '300ms'),
      [
        'ErrorBudgetBurnsFast',
        'ErrorBudgetBurnsSlowly',
        'LatencyOverObjective',
        'NoPodReady',
        'PodRestarts',
        'OutOfMemory',
        'CanaryStuck',
        'CanaryAborted',
      ],
    ],
    [
      'canary without latency',
      judged('1%'),
      [
        'ErrorBudgetBurnsFast',
        'ErrorBudgetBurnsSlowly',
        'NoPodReady',
        'PodRestarts',
        'OutOfMemory',
        'CanaryStuck',
        'CanaryAborted',
      ],
    ],
    [
      'a worker that may rest',
      { kind: 'worker', queue: 'q', scale: { min: 0, max: 3, on: { queue: 5 } } },
      ['PodRestarts', 'OutOfMemory', 'QueueBacklog', 'QueueNotServed'],
    ],
    [
      'a worker that is always there',
      { kind: 'worker', queue: 'q', scale: { min: 1, max: 3, on: { queue: 5 } } },
      ['NoPodReady', 'PodRestarts', 'OutOfMemory', 'QueueBacklog'],
    ],
    [
      'rolling with an SLO',
      { kind: 'http', slo: { errors: '1%', p95: '300ms' } },
      [
        'ErrorBudgetBurnsFast',
        'ErrorBudgetBurnsSlowly',
        'LatencyOverObjective',
        'NoPodReady',
        'PodRestarts',
        'OutOfMemory',
      ],
    ],
    [
      'stateful with an SLO',
      { kind: 'stateful', slo: { errors: '1%' } },
      ['ErrorBudgetBurnsFast', 'ErrorBudgetBurnsSlowly', 'NoPodReady', 'PodRestarts', 'OutOfMemory'],
    ],
    ['cron', { kind: 'cron' }, ['RunFailed', 'RunNotStarted', 'RunOverdue']],
    ['daemon', { kind: 'daemon' }, ['NoPodReady', 'PodRestarts', 'OutOfMemory']],
    [
      'stateful',
      { kind: 'stateful', volumes: { '/data': '1Gi' } },
      ['NoPodReady', 'PodRestarts', 'OutOfMemory', 'VolumeNearlyFull'],
    ],
    ['scratch volumes', { kind: 'http', volumes: { '/data': '1Gi' } }, ['NoPodReady', 'PodRestarts', 'OutOfMemory']],
  ])('%s', (_, given, alerts) => {
    expect([...rulesOf(given).keys()]).toEqual(alerts)
  })

  it('an SLO of a rolling app asks for its one Service, has the alerts of a canary, and makes no analysis', () => {
    const rolling = sample({ kind: 'http', slo: { errors: '1%' } })
    const slo: Given = { kind: 'http', slo: { errors: '1%' } }
    const expr = counted(slo)
    expect(exprOf(slo, 'ErrorBudgetBurnsFast')).toBe(exprOf(judged('1%'), 'ErrorBudgetBurnsFast'))
    expect(expr.replaceAll('destination_service_name="web"', 'destination_service_name=~"web(-stable|-canary)?"')).toBe(
      counted(judged('1%')),
    )
    expect(expr).toContain('destination_service_name="web"')
    expect(namesOf(rolling, 'AnalysisTemplate')).toEqual([])
    expect(namesOf(rolling, 'Deployment')).toEqual(['web'])
  })

  it("an SLO beside a canary's own is for alerts alone", () => {
    const both = { ...judged('1%'), slo: { errors: '5%' } } as const
    expect(rulesOf(both).get('ErrorBudgetBurnsFast')?.annotations?.['summary']).toContain('5%')
    const [analysis] = objects(sample(both)).filter(({ kind }) => kind === 'AnalysisTemplate')
    expect(JSON.stringify(analysis)).toContain('result[0] <= 0.01')
  })

  it('every alert says how bad it is, whose it is, and what is the matter', () => {
    const rules = rulesOf(judged('1%', '300ms'))
    for (const r of rules.values())
      expect(r).toMatchObject({
        labels: { team: 'shop', app: 'web' },
        annotations: { summary: expect.stringContaining('web') },
      })
    const bad = [...rules].map(([name, r]) => `${name} ${r.labels?.['severity']} ${r.for}`)
    expect(bad).toEqual([
      'ErrorBudgetBurnsFast page 2m',
      'ErrorBudgetBurnsSlowly ticket 15m',
      'LatencyOverObjective ticket 10m',
      'NoPodReady page 2m',
      'PodRestarts ticket 5m',
      'OutOfMemory ticket 1m',
      // Three holds of two minutes, twice, and half an hour.
      'CanaryStuck ticket 42m',
      'CanaryAborted ticket 5m',
    ])
  })

  it.each([
    [
      'ErrorBudgetBurnsFast',
      [
        [0.072, '1h', '5m'],
        [0.03, '6h', '30m'],
      ],
    ],
    [
      'ErrorBudgetBurnsSlowly',
      [
        [0.015, '1d', '2h'],
        [0.005, '3d', '6h'],
      ],
    ],
  ])('%s: factors and windows of the SRE workbook, and ten failed requests', (alert, rates) => {
    const own = '{team="shop",app="web",pod=""}'
    const over = (limit: number, window: string) => `shop:slo_errors:ratio_rate${window}${own} > ${limit}`
    expect(exprOf(judged('0.5%'), alert).split(' or ')).toEqual(
      rates.map(
        ([limit, long, short]) =>
          `(${over(Number(limit), String(long))} and ${over(Number(limit), String(short))} and sum_over_time(shop:slo_failures:rate5m${own}[${long}]) * 30 >= 10)`,
      ),
    )
  })

  it('records what each window of a burn rate reads, from raw counters only in the shortest', () => {
    const records = recordsOf(judged('1%'))
    expect(records.map(({ record }) => record)).toEqual([
      'shop:slo_requests:rate5m',
      'shop:slo_failures:rate5m',
      ...['5m', '30m', '1h', '2h', '6h', '1d', '3d'].map((window) => `shop:slo_errors:ratio_rate${window}`),
    ])
    const raw = records.flatMap(({ expr }) =>
      [...String(expr).matchAll(/istio_\w+\{[^}]*\}\[(\w+)\]/g)].map(([, w]) => w),
    )
    expect(new Set(raw)).toEqual(new Set(['5m']))
    for (const { labels } of records) expect(labels).toEqual({ team: 'shop', app: 'web' })
  })

  it('every alert leads to its page in the repository of the fleet', () => {
    for (const [name, { annotations }] of rulesOf(judged('1%', '300ms')))
      expect(annotations?.['runbook_url']).toBe(`https://git.example/acme/slipway/blob/main/docs/runbooks/${name}.md`)
  })

  it.each([
    ['0.5%', '0.5%'],
    ['7%', '7%'],
    ['29%', '29%'],
    ['0.007%', '0.007%'],
  ])('an SLO of %s is told as %s', (errors, told) => {
    expect(rulesOf(judged(errors)).get('ErrorBudgetBurnsFast')?.annotations?.['summary']).toBe(
      `web fails more than ${told} of its requests, fast`,
    )
  })

  it('a budget so wide that no burn rate could be reached still pages when nearly all fails', () => {
    expect(exprOf(judged('50%'), 'ErrorBudgetBurnsFast')).toContain('> 0.99 and')
  })

  it('counts requests on all three Services of a canary, and no other', () => {
    const service = new RegExp(`^(?:${/destination_service_name=~"([^"]+)"/.exec(counted(judged('1%')))?.[1]})$`)
    for (const name of ['web', 'web-stable', 'web-canary']) expect(name).toMatch(service)
    for (const name of ['web-api', 'my-web', 'web-canary-x']) expect(name).not.toMatch(service)
    expect(counted(judged('1%'))).toContain('destination_service_namespace="shop"')
  })

  it('latency is judged by the same number as a canary, in milliseconds', () => {
    expect(exprOf(judged('1%', '1s'), 'LatencyOverObjective')).toMatch(/^histogram_quantile\(0\.95, .* > 1000$/)
  })

  it('no pod at all is no silence', () => {
    expect(exprOf({ kind: 'http' }, 'NoPodReady')).toMatch(
      /^\(sum\(kube_pod_status_ready\{.*,condition="true"\}\) or vector\(0\)\) < 1$/,
    )
  })

  it('a killed container is news for a quarter of an hour, not as long as its pod lives', () => {
    expect(exprOf({ kind: 'http' }, 'OutOfMemory')).toMatch(
      /OOMKilled"\} and on \(namespace, pod, container\) \(increase\(.*\[15m\]\) > 0\)\) > 0$/,
    )
  })

  it('a run has failed when its job has, not when one of its tries did', () => {
    expect(exprOf({ kind: 'cron' }, 'RunFailed')).toBe(
      'max(kube_job_failed{namespace="shop",job_name=~"web-[0-9]+",condition="true"}) > 0',
    )
  })

  it('a volume that is 85% full pages, by the claims of this app', () => {
    const expr = exprOf({ kind: 'stateful', volumes: { '/var/data': '1Gi' } }, 'VolumeNearlyFull')
    expect(expr).toContain('namespace="shop",persistentvolumeclaim=~"var-data-web-[0-9]+"')
    expect(expr).toMatch(
      /^min\(kubelet_volume_stats_available_bytes\{.*\} \/ kubelet_volume_stats_capacity_bytes\{.*\}\) < 0\.15$/,
    )
  })
})
