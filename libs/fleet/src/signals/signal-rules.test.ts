import { describe, expect, it } from 'vitest'
import type { LoggingData } from './logging.ts'
import { elasticPlaceIssues, signalIssues } from './signal-rules.ts'

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

describe('an Elasticsearch of the cluster', () => {
  it.each<[string, LoggingData, readonly string[]]>([
    ['nothing more to say', { to: 'elastic', cluster: {} }, []],
    ['an address, too', { to: 'elastic', cluster: {}, address }, ['logging.address store-address']],
    ['another store', { to: 'cloudwatch', cluster: {} }, ['logging.cluster own-store']],
    ['two nodes', { to: 'elastic', cluster: { nodes: 2 } }, ['logging.cluster.nodes elastic-nodes']],
  ])('with %s', (_, logging, says) => {
    const found = signalIssues('fleet/fleet.ts', { logging }, ['shop'])
    expect(found.map(({ at, code }) => `${at} ${code}`)).toEqual(says)
  })

  const place = (more: object) => ({ name: 'prod', file: 'fleet/clusters/prod.ts', ...more })
  const one: LoggingData = { to: 'elastic', cluster: { nodes: 1 } }
  const inside: LoggingData = { to: 'elastic', cluster: { kibana: 'internal' } }
  it.each<[string, LoggingData | undefined, Parameters<typeof place>[0], readonly string[]]>([
    ['one node where nobody is paged', one, { quiet: true }, []],
    ['one node where somebody is', one, {}, ['fleet/fleet.ts logging.cluster.nodes']],
    ['the same in its own file', undefined, { logging: one }, ['fleet/clusters/prod.ts logging.cluster.nodes']],
    ['a cluster that wants none', one, { logging: 'none' }, []],
    ['Kibana where there is no internal domain', inside, {}, ['fleet/fleet.ts logging.cluster.kibana']],
    ['Kibana where there is one', inside, { internalDomain: 'in.acme.example' }, []],
  ])('%s', (_, logging, more, says) => {
    const found = elasticPlaceIssues('fleet/fleet.ts', { logging }, [place(more)])
    expect(found.map(({ file, at }) => `${file} ${at}`)).toEqual(says)
  })
})
