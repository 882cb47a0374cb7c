import type { Cluster } from '@slipway/fleet'

const sizes = [
  ['large', 2],
  ['xlarge', 4],
  ['2xlarge', 8],
] as const

const memoryPerCpu: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8, t: 4 }

const pricePerCpu: Readonly<Record<string, number>> = { c: 0.045, m: 0.05, r: 0.066, t: 0.042 }

export interface Offering {
  readonly zone: string
  readonly capacity: 'on-demand' | 'spot'
}

/**
 * No pool asks for this capacity type. KWOK's provider calls every offering available, and the zone must stay known, as
 * with AWS.
 */
const nobodys = 'nobody-has-it'

/**
 * The machines of a cluster's pools, for Karpenter's KWOK provider. Prices differ slightly so that the cheapest is the
 * same in each run.
 * @param there what is available now
 */
export function instanceTypes(
  { nodes, zones }: Pick<Cluster, 'nodes' | 'zones'>,
  there: (offering: Offering) => boolean = () => true,
): readonly unknown[] {
  const families = [...new Set(nodes.pools.flatMap((pool) => pool.families))]
  return families.flatMap((family, index) =>
    sizes.map(([size, cpu]) => {
      const letter = family[0] ?? 'm'
      const price = cpu * (pricePerCpu[letter] ?? 0.05) * (1 + index / 1000 + cpu / 10_000)
      const offering = (zone: string, capacity: Offering['capacity']) => ({
        Price: capacity === 'spot' ? price * 0.4 : price,
        Requirements: [
          {
            key: 'karpenter.sh/capacity-type',
            operator: 'In',
            values: [there({ zone, capacity }) ? capacity : nobodys],
          },
          { key: 'topology.kubernetes.io/zone', operator: 'In', values: [zone] },
          { key: 'karpenter.k8s.aws/instance-family', operator: 'In', values: [family] },
        ],
      })
      return {
        name: `${family}.${size}`,
        architecture: /\dg/.test(family) ? 'arm64' : 'amd64',
        operatingSystems: ['linux'],
        resources: {
          cpu: String(cpu),
          memory: `${cpu * (memoryPerCpu[letter] ?? 4)}Gi`,
          pods: '58',
          'ephemeral-storage': '80Gi',
        },
        offerings: zones.flatMap((zone) => [offering(zone, 'on-demand'), offering(zone, 'spot')]),
      }
    }),
  )
}
