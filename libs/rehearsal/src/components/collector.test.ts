import { expect, it } from 'vitest'
import { collectorHere } from './collector.ts'

const here = {
  logs: '/here/logs',
  state: '/here/state',
  kubeconfig: '/k',
  store: 'http://127.0.0.1:1/x',
  health: 2,
  metrics: 3,
}

it.each([
  ['places', { include: ['/var/log/pods/*/*.log'] }, { include: ['/here/logs/*/*.log'] }],
  ['its state', { directory: '/var/lib/slipway/collector' }, { directory: '/here/state' }],
  [
    'the store',
    { otlphttp: { logs_endpoint: 'https://a.example', compression: 'gzip' } },
    { otlphttp: { logs_endpoint: 'http://127.0.0.1:1/x', compression: 'gzip' } },
  ],
  [
    'whom it asks',
    { auth_type: 'serviceAccount', filter: { node_from_env_var: 'N' } },
    { auth_type: 'kubeConfig', filter: {} },
  ],
  ['its health', { health_check: { endpoint: '0.0.0.0:13133' } }, { health_check: { endpoint: '127.0.0.1:2' } }],
  ['its metrics', { prometheus: { host: '0.0.0.0', port: 8888 } }, { prometheus: { host: '127.0.0.1', port: 3 } }],
  ['no statement', { statements: ['set(log.body, "x")'] }, { statements: ['set(log.body, "x")'] }],
])('leads %s to this machine', (_, config, led) => {
  expect(collectorHere(config, here)).toEqual(led)
})
