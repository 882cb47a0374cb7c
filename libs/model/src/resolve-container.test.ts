import { describe, expect, it } from 'vitest'
import type { MergedSpec } from '@slipway/spec'
import { resolveEstate } from './resolve-estate.ts'
import { cron, estateOf, http, stateful, worker } from '../test/sample-estate.ts'

function resolved(spec: MergedSpec, files: ReadonlyMap<string, string> = new Map()) {
  const estate = estateOf({ web: { spec, files }, 'nightly-report': { spec: { ...http, team: 'finance' } } })
  const app = resolveEstate(estate)
    .clusters.find((c) => c.cluster.name === 'us')
    ?.apps.find((a) => a.name === 'web')
  if (app === undefined) throw new Error('not there')
  return app
}

const env = (spec: MergedSpec) =>
  Object.fromEntries(
    resolved(spec).container.env.map((v) => [
      v.name,
      'value' in v ? v.value : 'field' in v ? `field ${v.field}` : v.resource,
    ]),
  )
const own = {
  APP_ENV: 'prod',
  APP_NAME: 'web',
  APP_VERSION: '1.4.0',
  DRAIN_SECONDS: '15',
  POD_IP: 'field status.podIP',
  POD_NAME: 'field metadata.name',
}
const orders = 'https://sqs.us-east-1.amazonaws.com/222233334444/prod-orders'

describe('environment variables', () => {
  it.each<[string, MergedSpec, Record<string, string>]>([
    ['who and where it is', http, { ...own, PORT: '8080' }],
    ['no port for a cron', cron, own],
    [
      'where its callees are',
      { ...http, calls: ['nightly-report'] },
      { ...own, PORT: '8080', NIGHTLY_REPORT_URL: 'http://nightly-report.finance' },
    ],
    [
      'where its queues are',
      { ...http, sends: ['orders'] },
      { ...own, PORT: '8080', ORDERS_QUEUE_URL: orders, AWS_REGION: 'us-east-1' },
    ],
    [
      'a queue once',
      { ...worker, queue: 'orders', sends: ['orders'] },
      { ...own, PORT: '8080', ORDERS_QUEUE_URL: orders, AWS_REGION: 'us-east-1' },
    ],
    [
      'the cluster in which it is',
      {
        ...http,
        env: { IN: { from: 'cluster' }, AT: { from: 'domain' }, SITE: 'https://web.$(AT)', R: { from: 'region' } },
      },
      { ...own, PORT: '8080', IN: 'us', AT: 'us.acme.example', SITE: 'https://web.$(AT)', R: 'us-east-1' },
    ],
    ['its own', { ...http, env: { LEVEL: 'info' } }, { ...own, PORT: '8080', LEVEL: 'info' }],
    [
      'its own address before ours',
      { ...http, calls: ['nightly-report'], env: { NIGHTLY_REPORT_URL: 'x' } },
      { ...own, PORT: '8080', NIGHTLY_REPORT_URL: 'x' },
    ],
    [
      'an address from a secret before ours',
      { ...http, calls: ['nightly-report'], secrets: { NIGHTLY_REPORT_URL: 'a#b' } },
      { ...own, PORT: '8080' },
    ],
  ])('%s', (_, spec, expected) => {
    expect(env(spec)).toEqual(expected)
  })

  it('are sorted, each once', () => {
    const names = resolved({
      ...http,
      env: { Z: '1', A: '2' },
      sends: ['orders'],
      calls: ['nightly-report'],
    }).container.env.map((v) => v.name)
    expect(names).toEqual([...new Set(names)].sort())
  })
})

describe('what a pod has besides', () => {
  it('ports, the main one first', () => {
    expect(resolved({ ...http, ports: { metrics: 9090, grpc: 9000 } }).ports).toEqual([
      { name: 'http', number: 8080, protocol: 'http' },
      { name: 'grpc', number: 9000, protocol: 'grpc' },
      { name: 'metrics', number: 9090, protocol: 'tcp' },
    ])
  })

  it('volumes, which outlive the pod only for a stateful app', () => {
    const volumes = { '/var/lib/Data_2': '1Gi', '/data': '2Gi' }
    expect(resolved({ ...stateful, volumes }).volumes).toEqual([
      { name: 'data', mount: '/data', size: 2 * 2 ** 30, grown: null, persistent: true },
      { name: 'var-lib-data-2', mount: '/var/lib/Data_2', size: 2 ** 30, grown: null, persistent: true },
    ])
    expect(resolved({ ...http, volumes }).volumes.map((v) => v.persistent)).toEqual([false, false])
  })

  it('files with their text', () => {
    const files = { '/etc/web/b.json': 'config/b.json', '/etc/web/a.json': 'config/a.json' }
    expect(
      resolved(
        { ...http, files },
        new Map([
          ['config/a.json', '{}'],
          ['config/b.json', '[]'],
        ]),
      ).files,
    ).toEqual([
      { key: 'etc_web_a.json', mount: '/etc/web/a.json', content: '{}' },
      { key: 'etc_web_b.json', mount: '/etc/web/b.json', content: '[]' },
    ])
  })

  it('references to secrets, as variables and as files, with and without a version', () => {
    const secrets = { DB_URL: 'shop/db#url', API_KEY: 'web/api@home#key@7' }
    const files = { '/etc/web/tls.key': { secret: 'tls#key@v8' } }
    expect(resolved({ ...http, secrets, files }).secrets).toEqual([
      {
        entry: 'API_KEY',
        variable: { name: 'API_KEY', sidecar: null },
        mount: null,
        written: 'web/api@home',
        secret: 'prod/shop/web/api@home',
        key: 'key',
        version: '7',
      },
      {
        entry: 'DB_URL',
        variable: { name: 'DB_URL', sidecar: null },
        mount: null,
        written: 'shop/db',
        secret: 'shop/db',
        key: 'url',
        version: null,
      },
      {
        entry: 'file.etc_web_tls.key',
        variable: null,
        mount: '/etc/web/tls.key',
        written: 'tls',
        secret: 'prod/shop/tls',
        key: 'key',
        version: 'v8',
      },
    ])
  })

  it('sidecars', () => {
    const image = `acme/log@sha256:${'b'.repeat(64)}`
    const secrets = { API_KEY: 'log/api#key' }
    const args = ['--to', 'stdout']
    expect(
      resolved({ ...http, sidecars: [{ name: 'log', image, cpu: '10m', memory: '32Mi', secrets }] }).secrets,
    ).toEqual([
      {
        entry: 'sidecar.log.API_KEY',
        variable: { name: 'API_KEY', sidecar: 'log' },
        mount: null,
        written: 'log/api',
        secret: 'prod/shop/log/api',
        key: 'key',
        version: null,
      },
    ])
    expect(
      resolved({
        ...http,
        sidecars: [{ name: 'log', image, args, cpu: '10m', memory: '32Mi', env: { B: '1', A: '2' } }],
      }).sidecars,
    ).toEqual([
      {
        name: 'log',
        image,
        command: null,
        args,
        port: null,
        ready: null,
        env: [
          { name: 'A', value: '2' },
          { name: 'B', value: '1' },
        ],
        cpu: 10,
        memory: 32 * 2 ** 20,
      },
    ])
  })
})
