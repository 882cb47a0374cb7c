import type { Cluster } from '@slipway/fleet'

const sizes = [['large', 2], ['xlarge', 4], ['2xlarge', 8]] as const

/** GiB for each vCPU, by the letter that AWS's families begin with. */
const memoryPerCpu: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8, t: 4 }

/** Dollars for one vCPU and hour, in proportion as AWS lists them; only the order matters here. */
const pricePerCpu: Readonly<Record<string, number>> = { c: 0.045, m: 0.05, r: 0.066, t: 0.042 }

/**
 * The machines that a cluster's pools may have, in the form of Karpenter's KWOK provider (its `instance_types.json`). The family is said under AWS's
 * own label in each offering, so that a NodePool's requirement of families is kept as it is. Prices make the larger size of a family cost a little more
 * than in proportion, and families differ by a hair, so that the cheapest machine is one and the same in each run.
 */
export function instanceTypes({ nodes, zones }: Pick<Cluster, 'nodes' | 'zones'>): readonly unknown[] {
  const families = [...new Set(nodes.pools.flatMap((pool) => pool.families))]
  return families.flatMap((family, index) => sizes.map(([size, cpu]) => {
    const letter = family[0] ?? 'm'
    const price = cpu * (pricePerCpu[letter] ?? 0.05) * (1 + index / 1000 + cpu / 10_000)
    const offering = (zone: string, capacity: 'on-demand' | 'spot') => ({
      Price: capacity === 'spot' ? price * 0.4 : price, Available: true,
      Requirements: [
        { key: 'karpenter.sh/capacity-type', operator: 'In', values: [capacity] }, { key: 'topology.kubernetes.io/zone', operator: 'In', values: [zone] },
        { key: 'karpenter.k8s.aws/instance-family', operator: 'In', values: [family] },
      ],
    })
    return {
      name: `${family}.${size}`, architecture: /\dg/.test(family) ? 'arm64' : 'amd64', operatingSystems: ['linux'],
      resources: { cpu: String(cpu), memory: `${cpu * (memoryPerCpu[letter] ?? 4)}Gi`, pods: '58', 'ephemeral-storage': '80Gi' },
      offerings: zones.flatMap((zone) => [offering(zone, 'on-demand'), offering(zone, 'spot')]),
    }
  }))
}
