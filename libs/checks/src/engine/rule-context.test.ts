import { fields, matches } from '@slipway/kube'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fleet, good, indexClusters } from '../../test/fixture.ts'
import { podSelectors, selecting, selectorOf } from '../objects/selecting.ts'

const index = () => {
  const [first] = indexClusters(good(), fleet)
  if (first === undefined) throw new Error('no cluster')
  return first
}

describe('ClusterIndex', () => {
  it('makes one for each cluster, by name', () => {
    expect(indexClusters([...good('prod'), ...good('dev')], fleet).map((c) => [c.name, c.isProd])).toEqual([
      ['dev', false],
      ['prod', true],
    ])
  })
  it('finds an object by kind, namespace and name', () => {
    expect(index().find('Service', 'shop', 'web')?.path).toBe('clusters/prod/shop/web/service-web.yaml')
    expect(index().find('PriorityClass', '', 'standard')?.team).toBe('platform')
    expect(index().find('Service', 'finance', 'web')).toBeUndefined()
  })
  it('finds the same pods as a walk over all of them', () => {
    const cluster = index()
    const keys = fc.constantFrom('app.kubernetes.io/name', 'tier')
    const values = fc.constantFrom('web', 'queue', 'ledger', 'none')
    fc.assert(
      fc.property(fc.dictionary(keys, values), fc.constantFrom('shop', 'finance'), (selector, namespace) => {
        const walked = cluster.workloads.filter((w) => w.item.namespace === namespace && matches(selector, w.labels))
        expect(cluster.selected(namespace, selector)).toEqual(walked)
      }),
    )
  })
})

describe('selecting', () => {
  it.each(Object.keys(podSelectors))('finds each %s that a walk over all of them finds', (kind) => {
    const cluster = index()
    for (const workload of cluster.workloads) {
      const walked = cluster
        .kindIn(kind, workload.item.namespace)
        .filter((item) => matches(fields(selectorOf(item)), workload.labels))
      expect(new Set(selecting(cluster, kind, workload))).toEqual(new Set(walked))
    }
  })
})
