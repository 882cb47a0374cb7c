import { describe, expect, it } from 'vitest'
import type { Live } from '../shared/kit.ts'
import { addressOf, noise, podsOf, targetsOf } from './pods-here.ts'

const monitor = (name: string, namespace: string, spec: object) =>
  ({ apiVersion: 'v1', kind: 'PodMonitor', metadata: { namespace, name }, spec }) as unknown as Live
const web = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { namespace: 'shop', name: 'web' },
  spec: {
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', image: 'web', ports: [{ name: 'http', containerPort: 8080 }] }] },
    },
  },
} as unknown as Live
const towards = [{ replacement: '$1:15020' }]
const pods = podsOf([{ file: 'f', object: web }], [monitor('keda', 'platform', {})])

it('pods are those of workloads, and of charts whom a monitor asks for', () => {
  expect(pods.map(({ namespace, name, ports, address }) => [namespace, name, ports[0]?.port, address])).toEqual([
    ['shop', 'web-0', 8080, '127.0.1.1'],
    ['keda', 'keda-chart-0', 8080, '127.0.1.2'],
  ])
})

it('what runs by the clock is not there to be asked', () => {
  const cronJob = { ...web, kind: 'CronJob', spec: { jobTemplate: { spec: web.spec } } } as unknown as Live
  expect(podsOf([{ file: 'f', object: cronJob }], [])).toEqual([])
})

describe('targets', () => {
  it.each<[what: string, monitor: Live, urls: readonly string[]]>([
    [
      'led to another port',
      monitor('web', 'shop', {
        selector: { matchLabels: { app: 'web' } },
        podMetricsEndpoints: [{ port: 'http', path: '/stats', relabelings: towards }],
      }),
      ['http://127.0.1.1:15020/stats'],
    ],
    [
      'a port that no container has',
      monitor('web', 'shop', { selector: { matchLabels: { app: 'web' } }, podMetricsEndpoints: [{ port: 'metrics' }] }),
      [],
    ],
    [
      'of other labels',
      monitor('web', 'shop', { selector: { matchLabels: { app: 'db' } }, podMetricsEndpoints: [{ port: 'http' }] }),
      [],
    ],
    [
      'of another namespace',
      monitor('web', 'finance', { selector: { matchLabels: { app: 'web' } }, podMetricsEndpoints: [{ port: 'http' }] }),
      [],
    ],
    [
      'by number, in a namespace that it names',
      monitor('keda', 'platform', {
        namespaceSelector: { matchNames: ['keda'] },
        selector: { matchLabels: { app: 'keda-operator' } },
        podMetricsEndpoints: [{ portNumber: 8080, path: '/metrics' }],
      }),
      ['http://127.0.1.2:8080/metrics'],
    ],
  ])('%s', (_, asked, urls) => {
    expect(targetsOf([asked], pods).map(({ url }) => url)).toEqual(urls)
  })
})

it.each([
  [0, '127.0.1.1'],
  [249, '127.0.1.250'],
  [250, '127.0.2.1'],
])('address %i is %s', (i, address) => {
  expect(addressOf(i)).toBe(address)
})

it('noise is as many series as it says', () => {
  expect(new Set(noise(12).split('\n')).size).toBe(12)
})
