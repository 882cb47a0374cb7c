import { expect, it } from 'vitest'
import type { LoggingData } from './logging.ts'
import { signalIssues } from './signal-rules.ts'

const address = 'https://logs.acme.example/otlp'

it.each<[string, LoggingData, readonly string[]]>([
  ['none', 'none', []],
  ['CloudWatch', 'cloudwatch', []],
  ['a store and its address', { to: 'otel', address, retention: 31, keep: { 'shop/catalog': '10%' } }, []],
  ['a Service without TLS', { to: 'otel', address: 'http://store.obs.svc:4318/v1/logs' }, []],
  ['a store without an address', 'otel', ['logging.address store-address']],
  ['an address that the region says', { to: 'cloudwatch', address }, ['logging.address store-address']],
  [
    'logs over the net without TLS',
    { to: 'elastic', address: 'http://es.acme.example' },
    ['logging.address plain-http'],
  ],
  ['a host that ends alike', { to: 'otel', address: 'http://evil-svc.example' }, ['logging.address plain-http']],
  ['days that CloudWatch does not have', { to: 'cloudwatch', retention: 31 }, ['logging.retention log-retention']],
  [
    'a team that nobody has',
    { to: 'cloudwatch', keep: { 'shp/catalog': '1%' } },
    ['logging.keep.shp/catalog unknown-team'],
  ],
])('%s', (_, logging, says) => {
  const found = signalIssues('fleet/fleet.ts', { logging }, ['shop'])
  expect(found.map(({ at, code }) => `${at} ${code}`)).toEqual(says)
})
