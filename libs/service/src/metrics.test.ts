import { describe, expect, it } from 'vitest'
import { createMetrics } from './metrics.ts'

describe('createMetrics', () => {
  it('has the process, its heap, its event loop and what version it is', async () => {
    const { registry } = createMetrics('catalog', { version: '1.2.3', pod: 'catalog-0' })
    const text = await registry.metrics()
    expect(text).toContain('app_info{app="catalog",version="1.2.3",pod="catalog-0"} 1')
    for (const name of [
      'process_cpu_seconds_total',
      'nodejs_heap_size_used_bytes',
      'nodejs_eventloop_lag_p99_seconds',
    ]) {
      expect(text).toContain(`# TYPE ${name} `)
    }
  })

  it('reads a gauge at the moment it is asked', async () => {
    const { gauge, registry } = createMetrics('a', { version: '1', pod: 'p' })
    let depth = 1
    gauge('depth', 'Messages that wait.', () => depth)
    depth = 7
    expect(await registry.metrics()).toContain('depth 7')
  })

  it('keeps two services of one process apart', async () => {
    const [a, b] = [createMetrics('a', { version: '1', pod: 'p' }), createMetrics('b', { version: '1', pod: 'p' })]
    a.counter('shipped_total', 'Orders shipped.').inc(3)
    expect(await a.registry.metrics()).toContain('shipped_total 3')
    expect(await b.registry.metrics()).not.toContain('shipped_total')
  })
})
