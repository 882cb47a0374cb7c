import { level, page, rising, ticket, type AlertCase } from './alert-series.ts'

const job = 'job="platform/log-store-exporter"'
const health = (colour: string) => `elasticsearch_cluster_health_status{${job},color="${colour}"}`
const disk = (what: string) => `elasticsearch_filesystem_data_${what}_bytes{${job},name="logs-es-all-0"}`
const written = (index: string) => `elasticsearch_index_stats_indexing_index_total{${job},index="${index}"}`

export const storeCases: readonly AlertCase[] = [
  level('LogStoreRed', page('platform'), { [health('red')]: [0, 1, 0], [health('green')]: [1, 0, 1] }),
  level(
    'LogStoreYellow',
    ticket('platform'),
    { [health('yellow')]: [0, 1, 0], [health('green')]: [1, 0, 1] },
    [20, 90, 20],
  ),
  level('LogStoreDiskFills', ticket('platform', { name: 'logs-es-all-0' }), {
    [disk('available')]: [40, 15, 40],
    [disk('size')]: [100, 100, 100],
  }),
  rising('LogWritesRejected', ticket('platform'), {
    [`elasticsearch_thread_pool_rejected_count{${job},type="write",name="logs-es-all-0"}`]: [0, 4, 0],
  }),
  rising(
    'LogsStopped',
    ticket('platform'),
    {
      [written('.ds-logs-slipway-shop-2026.11.30-000001')]: [60, 0, 60],
      [written('.kibana_task_manager_9.4.3_001')]: [60, 60, 60],
    },
    [20, 40, 40],
  ),
]
