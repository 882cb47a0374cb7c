import { ecrPath, type Cluster, type Fleet } from '@slipway/fleet'

/** One per account and region. */
export interface Registry {
  /** `111122223333.dkr.ecr.eu-west-1.amazonaws.com/slipway`. */
  readonly address: string
  readonly account: string
  readonly region: string
  /** The prefix of repository names, with a final slash, or empty. */
  readonly prefix: string
}

export function registryOf({ registry }: Pick<Cluster, 'registry'>): Registry | undefined {
  const found = ecrPath(registry)
  if (found === undefined) return undefined
  const { account, region, path } = found
  return { address: registry, account, region, prefix: path === '' ? '' : `${path}/` }
}

/** Unique, in the order of promotion. */
export function registries({ clusters }: Fleet): readonly Registry[] {
  const byAddress = new Map<string, Registry>()
  for (const cluster of clusters) {
    const registry = registryOf(cluster)
    if (registry !== undefined && !byAddress.has(registry.address)) byAddress.set(registry.address, registry)
  }
  return [...byAddress.values()]
}

/** CI pushes only here, where the first release goes. ECR copies to the account's others. */
export const homeRegistry = (fleet: Fleet): Registry | undefined => registries(fleet)[0]

export const pullers = ({ clusters }: Fleet, registry: Registry): readonly string[] =>
  [
    ...new Set(
      clusters.filter((c) => c.registry === registry.address && c.account !== registry.account).map((c) => c.account),
    ),
  ].sort()
