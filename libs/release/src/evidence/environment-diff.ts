import type { Cluster } from '@slipway/fleet'
import { inCluster, type AppSource } from '@slipway/spec'

export interface EnvironmentDifference {
  readonly what: string
  readonly from: string
  readonly to: string
}

/** By path: `scale.min` -> `2`. Lists count as one value. */
function flat(value: unknown, at = ''): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [[at, JSON.stringify(value) ?? 'nothing']]
  return Object.entries(value).flatMap(([key, inner]) => flat(inner, at === '' ? key : `${at}.${key}`))
}

function differ(from: unknown, to: unknown): readonly EnvironmentDifference[] {
  const [a, b] = [new Map(flat(from)), new Map(flat(to))]
  const names = [...new Set([...a.keys(), ...b.keys()])].sort()
  return names
    .filter((what) => a.get(what) !== b.get(what))
    .map((what) => ({ what, from: a.get(what) ?? 'not set', to: b.get(what) ?? 'not set' }))
}

const clusterFields = ['kubernetes', 'registry', 'quiet'] as const

/** Beside the release: differences of the app's spec and of the fleet. */
export function environmentDiff(app: AppSource, from: Cluster, to: Cluster): readonly EnvironmentDifference[] {
  const spec = (cluster: Cluster) => inCluster(app, cluster.name).specs.get(cluster.environment)
  const fields = (cluster: Cluster) =>
    Object.fromEntries(clusterFields.map((name) => [`cluster ${name}`, cluster[name]]))
  return [...differ(spec(from), spec(to)), ...differ(fields(from), fields(to))]
}
