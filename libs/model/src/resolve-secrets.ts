import { compareBy } from '@slipway/core'
import { secretParts, type PodSpec } from '@slipway/spec'
import { keyOfMount } from './resolve-mounts.ts'
import { storeSecrets, type Store } from './resolve-stores.ts'
import type { SecretRef } from './resolved-app.ts'
import { secretKeyOf } from './secret-key.ts'

type Place = Pick<SecretRef, 'entry' | 'variable' | 'mount'>

/**
 * Entries of sidecars and files have a dot, which no variable's name has (`envName` in libs/spec).
 * @param sidecar null for the app's own
 */
const inVariable = (name: string, sidecar: string | null): Place => ({
  entry: sidecar === null ? name : `sidecar.${sidecar}.${name}`,
  variable: { name, sidecar },
  mount: null,
})

const inFile = (mount: string): Place => ({ entry: `file.${keyOfMount(mount)}`, variable: null, mount })

/** @param given beginnings of names that the fleet gives the team */
export function resolveSecrets(
  spec: PodSpec,
  environment: string,
  given: readonly string[] = [],
  stores: readonly Store[] = [],
): readonly SecretRef[] {
  const refer = (place: Place, reference: string): SecretRef => {
    const { secret, key, version } = secretParts(reference)
    return { ...place, written: secret, secret: secretKeyOf(secret, environment, spec.team, given), key, version }
  }
  const variables = ({ secrets = {} }: Pick<PodSpec, 'secrets'>, sidecar: string | null) =>
    Object.entries(secrets).map(([name, reference]) => refer(inVariable(name, sidecar), reference))
  return [
    ...variables(spec, null),
    ...(spec.sidecars ?? []).flatMap((one) => variables(one, one.name)),
    ...Object.entries(spec.files ?? {}).flatMap(([mount, own]) =>
      typeof own === 'string' ? [] : [refer(inFile(mount), own.secret)],
    ),
    ...storeSecrets(spec, stores, environment),
  ].sort(compareBy((s) => s.entry))
}
