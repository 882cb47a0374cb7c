import { describe, expect, it } from 'vitest'
import type { Upstream, Values } from '@slipway/fleet'
import { clusterOf, fleet } from '../../test/fixture.ts'
import { addons } from './addons.ts'
import { throughCache } from './image-cache.ts'

const own = '111122223333.dkr.ecr.eu-west-1.amazonaws.com'
const behind = (...pullThrough: readonly Upstream[]) => clusterOf('prod-eu', 'prod', { pullThrough: [...pullThrough] })

describe('throughCache', () => {
  it.each<[string, string, readonly Upstream[], Values, Values]>([
    ['nothing without a cache', 'keda', [], { a: 1 }, { a: 1 }],
    ['nothing of a registry that is not behind it', 'keda', ['quay.io'], { a: 1 }, { a: 1 }],
    ['nothing of a chart that nobody knows', 'redis', ['docker.io'], { a: 1 }, { a: 1 }],
    [
      'a registry',
      'argo-rollouts',
      ['quay.io'],
      { controller: { image: { tag: 'v1' }, metrics: true } },
      { controller: { image: { tag: 'v1', registry: `${own}/quay` }, metrics: true } },
    ],
    [
      'a registry with its repository',
      'istiod',
      ['docker.io'],
      { global: { logAsJson: true } },
      { global: { logAsJson: true, hub: `${own}/docker-hub/istio` } },
    ],
  ])('%s', (_, chart, upstreams, values, wanted) => {
    expect(throughCache(chart, values, behind(...upstreams))).toEqual(wanted)
  })
})

describe('add-ons of a cluster with a cache', () => {
  const hubOf = (cluster: ReturnType<typeof behind>) =>
    (addons(cluster, fleet).find(({ name }) => name === 'istiod')?.props.values['global'] as Values)['hub']

  it('are the same in every other way, and what an organisation gives has the last word', () => {
    const [plain, cached] = [clusterOf('prod-eu', 'prod'), behind('docker.io')]
    expect([hubOf(plain), hubOf(cached)]).toEqual([undefined, `${own}/docker-hub/istio`])
    const chosen = { ...cached, addons: { istiod: { values: { global: { hub: 'mirror.test/istio' } } } } }
    expect(hubOf(chosen)).toBe('mirror.test/istio')
    const rest = (cluster: typeof plain) =>
      addons(cluster, fleet).map(({ name, props }) => [name, { ...props, values: {} }])
    expect(rest(cached)).toEqual(rest(plain))
  })
})
