import { level, rising, ticket, type AlertCase } from './alert-series.ts'

const collected = (metric: string, collector: 'log' | 'trace') =>
  `otelcol_${metric}{job="platform/${collector}-collector",pod="${collector}-collector-x2k7q"}`
const remote = (metric: string) =>
  `prometheus_remote_storage_${metric}{namespace="monitoring",pod="prometheus-0",remote_name="3a0f32"}`

export const signalCases: readonly AlertCase[] = [
  rising(
    'LogsNotSent',
    ticket('platform'),
    // It takes no more records than it reads: nothing is sent, and nothing fails.
    {
      [collected('receiver_accepted_log_records', 'log')]: [60, 60, 60],
      [collected('exporter_sent_log_records', 'log')]: [60, 0, 60],
    },
  ),
  rising('TracesNotSent', ticket('platform'), {
    [collected('exporter_send_failed_spans', 'trace')]: [0, 5, 0],
    [collected('exporter_sent_spans', 'trace')]: [60, 60, 60],
  }),
  rising('MetricsNotSent', ticket('platform', { pod: 'prometheus-0' }), {
    [remote('samples_failed_total')]: [0, 12, 0],
    [remote('samples_total')]: [600, 588, 600],
  }),
  rising(
    'MetricsLate',
    ticket('platform', { pod: 'prometheus-0' }),
    {
      [remote('queue_highest_timestamp_seconds')]: [60, 60, 60],
      [remote('queue_highest_sent_timestamp_seconds')]: [60, 30, 75],
    },
    [20, 30, 60],
  ),
]

export const silentSignals: readonly (AlertCase & { readonly why: string })[] = [
  {
    why: 'a cluster without a line of log',
    ...rising(
      'LogsNotSent',
      {},
      {
        [collected('receiver_accepted_log_records', 'log')]: [0, 0, 0],
        [collected('exporter_sent_log_records', 'log')]: [0, 0, 0],
      },
    ),
  },
  {
    why: 'of few traces none is kept',
    ...rising(
      'TracesNotSent',
      {},
      {
        [collected('receiver_accepted_spans', 'trace')]: [5, 5, 5],
        [collected('exporter_sent_spans', 'trace')]: [0, 0, 0],
      },
    ),
  },
  {
    why: 'one sample of a thousand is refused',
    ...rising(
      'MetricsNotSent',
      {},
      { [remote('samples_failed_total')]: [0, 1, 0], [remote('samples_total')]: [1000, 1000, 1000] },
    ),
  },
]

/** Other ways to the same alert: each of its parts fires alone. */
export const furtherCases: readonly AlertCase[] = [
  level('LogsNotSent', ticket('platform'), {
    [collected('exporter_queue_size', 'log')]: [900, 1200, 10],
    [collected('exporter_queue_capacity', 'log')]: [2000, 2000, 2000],
  }),
  rising('LogsNotSent', ticket('platform'), { [collected('exporter_send_failed_log_records', 'log')]: [0, 3, 0] }),
  rising('LogsNotSent', ticket('platform'), { [collected('exporter_enqueue_failed_log_records', 'log')]: [0, 3, 0] }),
  rising('TracesNotSent', ticket('platform'), { [collected('exporter_enqueue_failed_spans', 'trace')]: [0, 3, 0] }),
  level('TracesNotSent', ticket('platform'), {
    [collected('exporter_queue_size', 'trace')]: [100, 700, 10],
    [collected('exporter_queue_capacity', 'trace')]: [1000, 1000, 1000],
  }),
]
