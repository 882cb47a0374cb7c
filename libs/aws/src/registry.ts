import type { Cluster, Fleet } from '@slipway/fleet'

/** One per account and region. */
export interface Registry {
  /** `111122223333.dkr.ecr.eu-west-1.amazonaws.com/slipway`. */
  readonly address: string
  readonly account: string
  readonly region: string
  /** Of repository names; with a final slash, or empty. */
  readonly prefix: string
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html, without China's addresses. */
const address = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\/(.+?))?\/?$/

export function registryOf({ registry }: Pick<Cluster, 'registry'>): Registry | undefined {
  const [, account, region, path] = address.exec(registry) ?? []
  if (account === undefined || region === undefined) return undefined
  return { address: registry, account, region, prefix: path === undefined ? '' : `${path}/` }
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
