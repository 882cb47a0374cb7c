import { cacheName, cachePort, databasePort, databaseSchema, databaseUser, type AwsPlace } from '@slipway/fleet'
import { storeVariables, usedStores, type AppSource, type PodSpec, type StoredNeed } from '@slipway/spec'
import type { EnvVar, SecretRef } from './resolved-app.ts'
import { needKey, needSecret } from './secret-key.ts'

export interface Store {
  readonly kind: StoredNeed
  /** By which the app has its variables. */
  readonly variable: string
  /** Whose it is. */
  readonly team: string
  readonly name: string
  readonly port: number
}

/** By team and name. */
export type Engines = ReadonlyMap<string, string>

/**
 * Engines of the databases that apps need in an environment.
 * @param apps as they are today: by these AWS has its resources, also during a rollback
 */
export const enginesIn = (apps: readonly AppSource[], environment: string): Engines =>
  new Map(
    apps.flatMap(({ specs }) => {
      const spec = specs.get(environment)
      return Object.entries(spec?.needs?.database ?? {}).map(
        ([name, { engine }]) => [`${spec?.team ?? ''}/${name}`, engine] as const,
      )
    }),
  )

/**
 * The databases and caches of an app, its own and those of others that it uses; it reaches them by an address of the
 * VPC.
 */
export const storesOf = (
  { needs, uses, team }: Pick<PodSpec, 'needs' | 'uses' | 'team'>,
  engines: Engines,
): readonly Store[] => [
  ...Object.entries(needs?.database ?? {}).map(
    ([name, { engine }]): Store => ({ kind: 'database', variable: name, team, name, port: databasePort(engine) }),
  ),
  ...Object.keys(needs?.cache ?? {}).map(
    (name): Store => ({ kind: 'cache', variable: name, team, name, port: cachePort }),
  ),
  ...usedStores(uses).flatMap((one): readonly Store[] => {
    if (one.kind === 'cache') return [{ ...one, port: cachePort }]
    const engine = engines.get(`${one.team}/${one.name}`)
    // Only a rolled-back spec names one that nobody needs any more.
    return engine === undefined ? [] : [{ ...one, port: databasePort(engine) }]
  }),
]

/** Each once, in order. */
export const storePorts = (stores: readonly Store[]): readonly number[] =>
  [...new Set(stores.map(({ port }) => port))].sort((a, b) => a - b)

/**
 * The variables of a store that are known before it exists: all but the address. The name of a cache is part of its
 * sign-in token: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
 */
export function storeValues({ kind, variable, team, name, port }: Store, place: AwsPlace): readonly EnvVar[] {
  const variables = storeVariables(kind, variable)
  const [inside, user] =
    kind === 'database'
      ? [databaseSchema, databaseUser(name, team, place)]
      : [cacheName(name, team, place), cacheName(name, team, place)]
  return [
    { name: variables.port, value: String(port) },
    { name: variables.name, value: inside },
    { name: variables.user, value: user },
  ]
}

/** Their addresses, from where their stacks write them; a secret that the app names itself comes before. */
export function storeSecrets(
  spec: Pick<PodSpec, 'team' | 'secrets'>,
  stores: readonly Store[],
  environment: string,
): readonly SecretRef[] {
  const taken = new Set(Object.keys(spec.secrets ?? {}))
  return stores.flatMap(({ kind, variable, team, name }): readonly SecretRef[] => {
    const entry = storeVariables(kind, variable).host
    const owner = team === spec.team ? undefined : team
    const secret = needKey(kind, name, spec.team, environment, owner)
    const written = needSecret(kind, name, owner)
    const filled = { name: entry, sidecar: null }
    return taken.has(entry)
      ? []
      : [{ entry, mount: null, variable: filled, written, secret, key: 'host', version: null }]
  })
}
