import { describe, expect, it } from 'vitest'
import type { MergedSpec } from '@slipway/spec'
import { resolveEstate } from './resolve-estate.ts'
import { cron, estateOf, http, stateful, worker } from '../test/sample-estate.ts'

/** Of the app `web` in the cluster `us`. */
function variablesOf(spec: MergedSpec) {
  const apps = {
    web: { spec },
    'nightly-report': { spec: { ...http, team: 'finance' } },
    queue: { spec: { ...stateful, team: 'finance', protocol: 'tcp' as const, port: 5672 } },
  }
  const { clusters } = resolveEstate(estateOf(apps))
  return (
    clusters.find(({ cluster }) => cluster.name === 'us')?.apps.find(({ name }) => name === 'web')?.container.env ?? []
  )
}

const env = (spec: MergedSpec) =>
  Object.fromEntries(
    variablesOf(spec).map((v) => [v.name, 'value' in v ? v.value : 'field' in v ? `field ${v.field}` : v.resource]),
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
      'where a callee takes bytes',
      { ...http, calls: ['queue'] },
      { ...own, PORT: '8080', QUEUE_URL: 'tcp://queue.finance:5672' },
    ],
    [
      'where its peers are',
      { ...stateful, peers: true },
      { ...own, PORT: '8080', PEERS_HOST: 'web-pods.shop.svc.cluster.local' },
    ],
    [
      'where its bucket is',
      { ...http, needs: { bucket: { scans: {} } } },
      { ...own, PORT: '8080', SCANS_BUCKET: 'prod-shop-scans-222233334444-us-east-1', AWS_REGION: 'us-east-1' },
    ],
    [
      'what it may use of the machine',
      {
        ...http,
        limits: { cpu: '1' },
        env: { CPUS: { from: 'cpu' }, HEAP: { from: 'memory' }, HOST: { field: 'spec.nodeName' } },
      },
      { ...own, PORT: '8080', CPUS: 'limits.cpu', HEAP: 'limits.memory', HOST: 'field spec.nodeName' },
    ],
    [
      'what is set aside for it, where cpu has no limit',
      { ...http, env: { CPUS: { from: 'cpu' } } },
      { ...own, PORT: '8080', CPUS: 'requests.cpu' },
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
    const spec = { ...http, env: { Z: '1', A: '2' }, sends: ['orders'], calls: ['nightly-report'] }
    const names = variablesOf(spec).map((v) => v.name)
    expect(names).toEqual([...new Set(names)].sort())
  })
})
