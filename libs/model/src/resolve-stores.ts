import { cacheName, cachePort, databasePort, databaseSchema, databaseUser, type AwsPlace } from '@slipway/fleet'
import { storeVariables, type PodSpec, type StoredNeed } from '@slipway/spec'
import type { EnvVar, SecretRef } from './resolved-app.ts'
import { needKey, needSecret } from './secret-key.ts'

interface Store {
  readonly kind: StoredNeed
  readonly name: string
  readonly port: number
}

/** The databases and caches of an app, which it reaches by an address of the VPC. */
export const storesOf = (needs: PodSpec['needs']): readonly Store[] => [
  ...Object.entries(needs?.database ?? {}).map(([name, { engine }]): Store => {
    return { kind: 'database', name, port: databasePort(engine) }
  }),
  ...Object.keys(needs?.cache ?? {}).map((name): Store => ({ kind: 'cache', name, port: cachePort })),
]

/** Each once, in order. */
export const storePorts = ({ needs }: Pick<PodSpec, 'needs'>): readonly number[] =>
  [...new Set(storesOf(needs).map(({ port }) => port))].sort((a, b) => a - b)

/**
 * The variables of a store that are known before it exists: all but the address. The name of a cache is part of its
 * sign-in token: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
 */
export function storeValues({ kind, name, port }: Store, team: string, place: AwsPlace): readonly EnvVar[] {
  const variables = storeVariables(kind, name)
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
export function storeSecrets(spec: Pick<PodSpec, 'needs' | 'team' | 'secrets'>, environment: string) {
  const taken = new Set(Object.keys(spec.secrets ?? {}))
  return storesOf(spec.needs).flatMap(({ kind, name }): readonly SecretRef[] => {
    const entry = storeVariables(kind, name).host
    const secret = needKey(kind, name, spec.team, environment)
    const written = needSecret(kind, name)
    const variable = { name: entry, sidecar: null }
    return taken.has(entry) ? [] : [{ entry, mount: null, variable, written, secret, key: 'host', version: null }]
  })
}
