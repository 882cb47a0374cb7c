import { expect, it } from 'vitest'
import type { Live } from '../cluster/kube.ts'
import { cpuSeconds, podSeries, series, usageOf, volumeSeries } from './pod-usage.ts'

// Fields 14 and 15 of proc_pid_stat(5): 250 and 50 ticks of a hundredth.
const stat = '42 (a (b) c) S 1 42 42 0 -1 4194304 100 0 0 0 250 50 7 7 20 0 1 0 5 1 1'

it('counts the ticks of user and system, whatever the program is called', () => {
  expect(cpuSeconds(stat)).toBe(3)
})

it.each([
  ['there', (file: string) => (file.endsWith('/stat') ? stat : 'RssAnon:\t  10 kB\n'), { cpu: 3, memory: 10_240 }],
  ['gone', () => undefined, undefined],
  ['gone between two looks', (file: string) => (file.endsWith('/stat') ? stat : undefined), undefined],
])('a process that is %s', (_, read, expected) => {
  expect(usageOf(42, read)).toEqual(expected)
})

it('escapes what a label may hold', () => {
  expect(series('up', { a: 'x"y\\z\nw' }, 1)).toBe('up{a="x\\"y\\\\z\\nw"} 1')
})

it('has a row of the pod, which a question for containers must leave out, and one of its container', () => {
  const pod = {
    metadata: { namespace: 'shop', name: 'web-1', uid: 'u' },
    spec: { containers: [{ name: 'web', image: 'web:1' }] },
  } as unknown as Live
  const rows = podSeries(pod, { cpu: 3, memory: 7 })
  expect(rows).toHaveLength(4)
  expect(rows.filter((row) => row.includes('container=""'))).toHaveLength(2)
  expect(rows.filter((row) => row.includes('container="web"') && row.includes('namespace="shop",pod="web-1"'))).toEqual(
    [
      expect.stringMatching(/^container_cpu_usage_seconds_total\{.*cpu="total"\} 3$/),
      expect.stringMatching(/^container_memory_working_set_bytes\{.*\} 7$/),
    ],
  )
})

it('a volume is as large as its claim asks, and empty', () => {
  expect(volumeSeries({ namespace: 'shop', name: 'data-db-0', storage: '2Gi' })).toEqual([
    'kubelet_volume_stats_capacity_bytes{namespace="shop",persistentvolumeclaim="data-db-0"} 2147483648',
    'kubelet_volume_stats_available_bytes{namespace="shop",persistentvolumeclaim="data-db-0"} 2147483648',
  ])
})
