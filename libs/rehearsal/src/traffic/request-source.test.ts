import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startRequestSource, type RequestSource } from './request-source.ts'

let source: RequestSource
let clock: number
beforeEach(async () => {
  clock = 1_000_000
  vi.spyOn(Date, 'now').mockImplementation(() => clock)
  source = await startRequestSource()
})
afterEach(() => {
  source.close()
  vi.restoreAllMocks()
})

const read = async () =>
  new Map(
    (await (await fetch(`http://127.0.0.1:${source.port}/metrics`)).text())
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line): [string, number] => {
        const [, name = '', labels = '', value] = /^(\w+)\{([^}]*)\} (\S+)$/.exec(line) ?? []
        const short = [...labels.matchAll(/(destination_service_name|response_code|le)="([^"]*)"/g)]
          .map(([, , text]) => text)
          .join(' ')
        return [`${name.replace('istio_request', '')} ${short}`, Number(value)]
      }),
  )

describe('the source of requests', () => {
  it('counts at the rate that was set, errors apart', async () => {
    source.set('shop', 'catalog', { rate: 20, errors: 0.25, p95: 40 })
    clock += 10_000
    const seen = await read()
    expect([seen.get('s_total catalog 200'), seen.get('s_total catalog 503')]).toEqual([150, 50])
    expect(seen.get('_duration_milliseconds_count catalog')).toBe(200)
  })

  it('a class of answers that never came has no series, nor has a Service that nobody asked', async () => {
    source.set('shop', 'good', { rate: 20, errors: 0, p95: 40 })
    source.set('shop', 'dead', { rate: 20, errors: 1, p95: 40 })
    source.set('shop', 'idle', undefined)
    clock += 1_000
    expect([...(await read()).keys()].filter((name) => name.startsWith('s_total')).sort()).toEqual([
      's_total dead 503',
      's_total good 200',
    ])
  })

  it('a counter never goes back, and stands still without traffic', async () => {
    source.set('shop', 'catalog', { rate: 100, errors: 0, p95: 40 })
    clock += 1_000
    source.set('shop', 'catalog', undefined)
    const before = await read()
    clock += 60_000
    expect(await read()).toEqual(before)
  })

  it('95 of 100 requests are within the time that was set, fewer within the bound below', async () => {
    source.set('shop', 'catalog', { rate: 100, errors: 0, p95: 100 })
    clock += 1_000
    const seen = await read()
    const within = (bound: string) =>
      (seen.get(`_duration_milliseconds_bucket catalog ${bound}`) ?? 0) /
      (seen.get('_duration_milliseconds_count catalog') ?? 1)
    expect(within('100')).toBeGreaterThanOrEqual(0.95)
    expect(within('50')).toBeLessThan(0.95)
    expect(within('+Inf')).toBe(1)
  })

  it("what a workload's pods report is apart from what its callers do, and both may be of one name", async () => {
    source.set('shop', 'catalog', { rate: 10, errors: 0, p95: 40 })
    source.setWorkload('shop', 'catalog', { rate: 30, errors: 0, p95: 40 })
    clock += 1_000
    const text = await (await fetch(`http://127.0.0.1:${source.port}/metrics`)).text()
    const total = (labels: string) =>
      Number(new RegExp(`^istio_requests_total\\{${labels},response_code="200"\\} (\\d+)`, 'm').exec(text)?.[1])
    expect(
      total(
        'reporter="destination",destination_workload_namespace="shop",destination_workload="catalog",namespace="shop"',
      ),
    ).toBe(30)
    expect(
      total(
        'reporter="source",destination_service_namespace="shop",destination_service_name="catalog",namespace="shop"',
      ),
    ).toBe(10)
  })
})
