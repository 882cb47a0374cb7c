import type { Cluster, Fleet } from '@slipway/fleet'

/** A private registry of ECR: one per account and region. */
export interface Registry {
  /** As clusters name it, `111122223333.dkr.ecr.eu-west-1.amazonaws.com/slipway`. */
  readonly address: string
  readonly account: string
  readonly region: string
  /** What stands before an app's name in its repository's, with a slash at its end; empty when nothing does. */
  readonly prefix: string
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html; China's addresses end in another way and are not known here. */
const address = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\/(.+?))?\/?$/

/** The registry that a cluster pulls from, or nothing when it is none of ECR's. */
export function registryOf({ registry }: Pick<Cluster, 'registry'>): Registry | undefined {
  const [, account, region, path] = address.exec(registry) ?? []
  if (account === undefined || region === undefined) return undefined
  return { address: registry, account, region, prefix: path === undefined ? '' : `${path}/` }
}

/** The registries of a fleet, each once, in the order of promotion. */
export function registries({ clusters }: Fleet): readonly Registry[] {
  const byAddress = new Map<string, Registry>()
  for (const cluster of clusters) {
    const registry = registryOf(cluster)
    if (registry !== undefined && !byAddress.has(registry.address)) byAddress.set(registry.address, registry)
  }
  return [...byAddress.values()]
}

/**
 * Where images are pushed to: the registry of the first cluster that gets a release. ECR itself copies them from there to the others of
 * the account, under the same digest, so CI may write in one place only.
 */
export const homeRegistry = (fleet: Fleet): Registry | undefined => registries(fleet)[0]

/** The accounts whose clusters pull from a registry, but for its own, sorted. */
export const pullers = ({ clusters }: Fleet, registry: Registry): readonly string[] =>
  [
    ...new Set(
      clusters.filter((c) => c.registry === registry.address && c.account !== registry.account).map((c) => c.account),
    ),
  ].sort()
