import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import type { Live } from '../shared/kit.ts'
import { disagreeing, lacking, ledHere, unpacked } from './operated-config.ts'

const here = { kubeconfig: '/kubeconfig', rules: '/rules', receiver: 'http://127.0.0.1:1' }

it('is read as the operator packs it', () => {
  expect(unpacked(gzipSync('global: { scrape_interval: 30s }\n').toString('base64'))).toEqual({
    global: { scrape_interval: '30s' },
  })
})

it('only places and pace are of this machine: jobs and what they keep stay', () => {
  const job = {
    job_name: 'podMonitor/a/b/0',
    metric_relabel_configs: [{ action: 'keep', regex: 'x' }],
    sample_limit: 5,
  }
  expect(
    ledHere(
      {
        global: { scrape_interval: '30s', external_labels: { __replica__: '$(POD_NAME)' } },
        rule_files: ['/etc/prometheus/rules/*.yaml'],
        scrape_configs: [{ ...job, scrape_timeout: '10s', kubernetes_sd_configs: [{ role: 'pod' }] }],
        remote_write: [
          { url: 'https://aps.example/workspaces/ws-1/api/v1/remote_write', sigv4: { region: 'eu-west-1' } },
        ],
      },
      here,
    ),
  ).toEqual({
    global: { scrape_interval: '1s', external_labels: { __replica__: 'prometheus-0' } },
    rule_files: ['/rules/*.yaml'],
    scrape_configs: [
      { ...job, scrape_timeout: '900ms', kubernetes_sd_configs: [{ role: 'pod', kubeconfig_file: '/kubeconfig' }] },
    ],
    remote_write: [{ url: 'http://127.0.0.1:1/workspaces/ws-1/api/v1/remote_write', sigv4: { region: 'eu-west-1' } }],
  })
})

it.each([
  ['the same', { a: 1 }, { a: 1 }, []],
  ['more is allowed', { a: 1 }, { a: 1, b: 2 }, []],
  ['a field that is gone', { a: { b: 1 } }, { a: {} }, ['a.b']],
  ['another value', { a: [{ b: 1 }] }, { a: [{ b: 2 }] }, ['a[0].b']],
  ['a route more', { a: [1] }, { a: [1, 2] }, ['a']],
  ['no object', { a: { b: 1 } }, { a: 1 }, ['a']],
])('lacking: %s', (_, wanted, got, paths) => {
  expect(lacking(wanted, got)).toEqual(paths)
})

const monitor = {
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PodMonitor',
  metadata: { namespace: 'shop', name: 'web' },
  spec: {
    podMetricsEndpoints: [
      { port: 'http', metricRelabelings: [{ action: 'drop', sourceLabels: ['__name__'], regex: 'istio.*' }] },
    ],
  },
} as unknown as Live
const job = {
  job_name: 'podMonitor/shop/web/0',
  metric_relabel_configs: [{ regex: 'istio.*', source_labels: ['__name__'], action: 'drop' }],
}

it.each<[what: string, jobs: readonly object[], apart: readonly string[]]>([
  ['the same, in another order', [job], []],
  ['no job', [], ['podMonitor/shop/web/0']],
  ['it keeps more', [{ ...job, metric_relabel_configs: [] }], ['podMonitor/shop/web/0']],
  ['it believes labels', [{ ...job, honor_labels: true }], ['podMonitor/shop/web/0']],
])('our reading of a monitor beside the operator: %s', (_, jobs, apart) => {
  expect(disagreeing([monitor], { scrape_configs: jobs })).toEqual({ jobs: 1, apart })
})
