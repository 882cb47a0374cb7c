import { describe, expect, it } from 'vitest'
import type { Live } from '../../cluster/kube.ts'
import { readyIn, servicesOf } from './endpoint-watch.ts'

const slice = (service: string, ...endpoints: readonly (readonly [string, boolean | undefined])[]): Live =>
  ({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: service, labels: { 'kubernetes.io/service-name': service } },
    endpoints: endpoints.map(([address, ready]) => ({
      addresses: [address],
      conditions: ready === undefined ? {} : { ready },
    })),
  }) as unknown as Live

describe('the ready pods of a Service', () => {
  it.each([
    ['no slice at all', [], 0],
    ["another's", [slice('other', ['10.0.0.1', true])], 0],
    ['those that are ready', [slice('web', ['10.0.0.1', true], ['10.0.0.2', false], ['10.0.0.3', undefined])], 1],
    [
      'a pod in two slices once',
      [slice('web', ['10.0.0.1', true]), slice('web', ['10.0.0.1', true], ['10.0.0.2', true])],
      2,
    ],
    ['a slice that was emptied', [{ ...slice('web'), endpoints: null } as unknown as Live], 0],
  ])('%s', (_, slices, count) => {
    expect(readyIn(slices, 'web')).toBe(count)
  })
})

describe('where a VirtualService sends requests', () => {
  const routes = (...http: readonly (readonly [string, number?][])[]): Live => ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'web' },
    spec: {
      http: http.map((route) => ({
        route: route.map(([host, weight]) => ({ destination: { host }, ...(weight === undefined ? {} : { weight }) })),
      })),
    },
  })
  it.each([
    ['its only destination', routes([['web.shop.svc.cluster.local']]), ['web']],
    [
      'none that has no weight',
      routes([
        ['web-stable.shop.svc.cluster.local', 100],
        ['web-canary.shop.svc.cluster.local', 0],
      ]),
      ['web-stable'],
    ],
    [
      'each once',
      routes(
        [
          ['web-stable.shop', 60],
          ['web-canary.shop', 40],
        ],
        [['web-stable.shop']],
      ),
      ['web-stable', 'web-canary'],
    ],
    ['nowhere', { ...routes(), spec: { http: [{ name: 'away' }] } }, []],
  ])('%s', (_, virtualService, services) => {
    expect(servicesOf(virtualService)).toEqual(services)
  })
})
