import { loadFleet, nodeLabels, type Cluster } from '@slipway/fleet'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodesOf } from './nodes.ts'

const fleet = await loadFleet(path.resolve(import.meta.dirname, '../../../..'))
if (!fleet.ok) throw new Error('the sample fleet cannot be read')
const [dev] = fleet.value.clusters
if (dev === undefined) throw new Error('the sample fleet has no cluster')

const shares = (cluster: Cluster, capacity: string) =>
  nodesOf(cluster, '10.0.0.1', 1)
    .filter(
      ({ metadata: { labels = {} } }) =>
        labels['karpenter.sh/capacity-type'] === capacity && labels[nodeLabels.nodes] === 'apps',
    )
    .flatMap(({ metadata: { labels = {} } }) => labels[nodeLabels.share] ?? [])

describe('nodesOf', () => {
  it('are in every zone of every pool, each by a name of its own', () => {
    const names = nodesOf(dev, '10.0.0.1', 1).map(({ metadata: { name } }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const pool of dev.nodes.pools) for (const zone of dev.zones) expect(names).toContain(`${pool.name}-${zone}-1`)
  })

  it('keep apps off those of add-ons', () => {
    for (const {
      metadata: { labels = {} },
      spec,
    } of nodesOf(dev, '10.0.0.1', 1)) {
      const { taints } = spec as { taints: readonly { key: string }[] }
      expect(taints.some(({ key }) => key === 'CriticalAddonsOnly')).toBe(labels[nodeLabels.nodes] === 'system')
    }
  })

  it('stand for each part of the share that has to stay on on-demand, where the cluster keeps one', () => {
    expect(shares(dev, 'on-demand')).toEqual([])
    const kept: Cluster = { ...dev, nodes: { ...dev.nodes, onDemandShare: '25%' } }
    expect(new Set(shares(kept, 'on-demand'))).toEqual(new Set(['1']))
    expect(new Set(shares(kept, 'spot'))).toEqual(new Set(['2', '3', '4']))
  })
})
