import type { Cluster } from '@slipway/fleet'

const sizes = [
  ['large', 2],
  ['xlarge', 4],
  ['2xlarge', 8],
] as const

/** GiB for each vCPU, by the letter that AWS's families begin with. */
const memoryPerCpu: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8, t: 4 }

/** Dollars for one vCPU and hour, in proportion as AWS lists them; only the order matters here. */
const pricePerCpu: Readonly<Record<string, number>> = { c: 0.045, m: 0.05, r: 0.066, t: 0.042 }

/** Where and how a machine may be had. */
export interface Offering {
  readonly zone: string
  readonly capacity: 'on-demand' | 'spot'
}

/**
 * KWOK's provider calls every offering available. One of this sort no pool asks for; and its zone stays one that Karpenter knows, as on AWS, where it
 * keeps the zones of a type's subnets while EC2 has no machine there (providers/instancetype/types.go of its AWS provider).
 */
const nobodys = 'nobody-has-it'

/**
 * The machines that a cluster's pools may have, as Karpenter's KWOK provider reads them (`instance_types.json`). The family has AWS's own label
 * in each offering, so that NodePools stay as they are. Prices differ by a hair, so that the cheapest machine is the same in each run.
 * @param there what can be had now; all without it
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
