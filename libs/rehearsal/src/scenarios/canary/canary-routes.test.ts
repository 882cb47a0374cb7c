import { describe, expect, it } from 'vitest'
import type { HttpRoute } from '../../cluster/fields.ts'
import type { Live } from '../../cluster/kube.ts'
import { routesIn } from './canary-routes.ts'

const rollout = (managed: readonly string[] = []): Live => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name: 'shop' },
  spec: {
    strategy: {
      canary: { stableService: 'shop-stable', trafficRouting: { managedRoutes: managed.map((name) => ({ name })) } },
    },
  },
})
const service = (http: readonly HttpRoute[]): Live => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata: { name: 'shop' },
  spec: { http },
})
const to = (name: string, weight?: number) => ({
  destination: { host: `${name}.team.svc.cluster.local` },
  ...(weight === undefined ? {} : { weight }),
})
const primary = (stable: number) => ({
  name: 'primary',
  route: [to('shop-stable', stable), to('shop-canary', 100 - stable)],
})

describe('routes', () => {
  it.each<[string, readonly HttpRoute[], readonly string[], boolean]>([
    ['all to stable', [primary(100)], [], true],
    ['one request in a hundred elsewhere', [primary(99)], [], false],
    [
      'newcomers to stable, without a weight',
      [{ name: 'newcomers', route: [to('shop-stable')] }, primary(100)],
      [],
      true,
    ],
    [
      'a managed route left over',
      [{ name: 'canary-buckets', route: [to('shop-canary')] }, primary(100)],
      ['canary-buckets'],
      false,
    ],
    ['no route at all', [], [], false],
  ])('%s: stable %#', (_, http, managed, stable) => {
    expect(routesIn([service(http)], rollout(managed)).stable).toBe(stable)
  })
  it('are told by Service and share', () => {
    expect(routesIn([service([primary(90)])], rollout()).words).toBe('shop/primary: shop-stable 90, shop-canary 10')
  })
})
