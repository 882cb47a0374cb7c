import { issue, show, type Issue } from '@slipway/core'
import { z } from 'zod'
import { ecrAddress } from './names/aws-partition.ts'

/**
 * Registries that ECR can stand before, as images name them; by which prefix their repositories are kept, and whether
 * ECR wants an account there. https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
 */
export const upstreams = {
  'docker.io': { prefix: 'docker-hub', url: 'registry-1.docker.io', account: true },
  'ghcr.io': { prefix: 'github', url: 'ghcr.io', account: true },
  'public.ecr.aws': { prefix: 'ecr-public', url: 'public.ecr.aws', account: false },
  'quay.io': { prefix: 'quay', url: 'quay.io', account: false },
  'registry.k8s.io': { prefix: 'k8s', url: 'registry.k8s.io', account: false },
} as const
export type Upstream = keyof typeof upstreams
const upstreamNames = Object.keys(upstreams) as [Upstream, ...Upstream[]]

export const pullThrough = z
  .array(z.enum(upstreamNames))
  .refine((all) => new Set(all).size === all.length)
  .describe(
    'registries, each once, that ECR stands before, so that nodes pull images of add-ons from their own account: "docker.io", "ghcr.io", "public.ecr.aws", "quay.io", "registry.k8s.io"',
  )

interface Place {
  readonly account: string
  readonly region: string
}

/** By which name nodes of a cluster pull what a registry has; its own where ECR does not stand before it. */
export const cached = (
  cluster: Place & { readonly pullThrough?: readonly Upstream[] | undefined },
  upstream: Upstream,
): string =>
  cluster.pullThrough?.includes(upstream) === true ? `${ecrAddress(cluster)}/${upstreams[upstream].prefix}` : upstream

/**
 * Where ARNs of the secrets with accounts at registries are: ECR wants their names to begin with
 * `ecr-pullthroughcache/`.
 */
export const upstreamAccount = (upstream: Upstream): string => `/slipway/pull-through/${upstream}`

type Puller = Place & {
  readonly name: string
  readonly registry: string
  readonly pullThrough?: readonly Upstream[] | undefined
}

const isBelow = (name: string, other: string): boolean => `${name}/`.startsWith(`${other}/`)

/**
 * Teams run what is below their cluster's registry: a cache there would have them run what anybody pushed to Docker
 * Hub.
 */
export function cacheIssues(clusters: readonly Puller[]): Issue[] {
  const caches = clusters.flatMap((one) => (one.pullThrough ?? []).map((upstream) => cached(one, upstream)))
  return clusters.flatMap(({ name, registry }): Issue[] => {
    const within = caches.find((cache) => isBelow(cache, registry) || isBelow(registry, cache))
    if (within === undefined) return []
    const want = `a path of its own for images of apps: pullThrough has ${within}, and teams run all that is below registry`
    const hint = `write "${registry}/apps", or take pullThrough out`
    return [issue(`fleet/clusters/${name}.ts`, 'registry', 'registry-cache', show(registry), want, hint)]
  })
}
