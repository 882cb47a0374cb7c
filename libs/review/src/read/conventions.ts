/** Words for environments, in the order in which a change goes through them. */
const order = [
  ['sandbox'],
  ['dev', 'development'],
  ['test', 'testing', 'qa', 'int', 'integration', 'uat'],
  ['stage', 'staging', 'stg', 'preprod', 'preproduction'],
  ['prod', 'prd', 'production', 'live'],
] as const
const ranks = new Map<string, number>(order.flatMap((words, i) => words.map((word) => [word, i])))
const tokensOf = (name: string): readonly string[] => name.toLowerCase().split(/[-_.]/)
const environmentIn = (name: string): string | undefined => tokensOf(name).find((token) => ranks.has(token))

/** Words beside the environment in the name of a cluster. */
const place =
  /^(?:eu|us|ap|sa|ca|me|af|cn|uk|de|fr|in|jp|east|west|north|south|central|northeast|northwest|southeast|southwest|aws|gcp|azure|k8s|cluster|blue|green|[a-z]?\d{1,2}|[a-z])$/
const isEnvironment = (name: string): boolean =>
  environmentIn(name) !== undefined && tokensOf(name).every((token) => ranks.has(token) || place.test(token))

/** Folders whose subfolders are environments, whatever these are called. */
const holders = new Set(['overlays', 'environments', 'environment', 'envs', 'env', 'stages', 'clusters'])
/** Folders that say nothing of an app. */
const nameless = new Set([
  ...holders,
  'apps',
  'applications',
  'services',
  'workloads',
  'manifests',
  'k8s',
  'kubernetes',
  'kustomize',
  'deploy',
  'deployment',
  'base',
  'rendered',
  'resources',
  'templates',
])

export interface ConventionalLocation {
  readonly cluster: string
  readonly app: string
  /** Whether the cluster is only a word for an environment in the path: its folders may be clusters of their own. */
  readonly isEnvironment?: true
}

/**
 * The cluster or environment of a folder by how folders are mostly called, and the app: `apps/web/overlays/prod`,
 * `prod-eu/web`.
 */
export function conventionalLocation(folder: string): ConventionalLocation {
  const parts = folder.split('/')
  const held = parts.findIndex((part, i) => i > 0 && holders.has(parts[i - 1] ?? '') && !holders.has(part))
  const at = held >= 0 ? held : parts.findIndex(isEnvironment)
  if (at < 0) return { cluster: '', app: '' }
  const names = (some: readonly string[]) => some.filter((part) => !nameless.has(part))
  return {
    cluster: parts[at] ?? '',
    app: names(parts.slice(at + 1))[0] ?? names(parts.slice(0, at)).at(-1) ?? '',
    ...(parts[at - 1] === 'clusters' ? {} : { isEnvironment: true }),
  }
}

/** The facts in a cluster's name: `prod-eu` is of `prod`. */
export function conventionalFacts(cluster: string): { readonly environment: string; readonly prod: boolean } {
  const environment = environmentIn(cluster) ?? tokensOf(cluster)[0] ?? cluster
  return { environment, prod: ranks.get(environment) === order.length - 1 }
}
/** The place of an environment in the order of releases; an unknown one comes before all. */
export const environmentRank = (environment: string): number => ranks.get(environment) ?? -1
