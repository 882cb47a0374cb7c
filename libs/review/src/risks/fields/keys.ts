import { at, fields, isFields, list, text } from '@slipway/kube'
import type { Entity } from '../../read/entity.ts'
import type { Index } from '../../read/trees.ts'
import { rule, type Danger } from '../risk.ts'

/** Objects that name keys of Secrets: pods, sources of Flux, and clients with a secret. */
const readers = [
  ...['Deployment', 'DeploymentConfig', 'Rollout', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'],
  ...['HelmRelease', 'TriggerAuthentication', 'SecretStore', 'PushSecret', 'AlertmanagerConfig', 'Issuer'],
]
const sealed = /^(?:SealedSecret|ExternalSecret|Secret)$/

/** The keys that an object puts into its Secret or ConfigMap. */
function keysOf({ kind, value }: Entity): readonly string[] {
  if (kind === 'SealedSecret') return Object.keys(fields(at(value, 'spec', 'encryptedData')))
  if (kind === 'ExternalSecret') {
    const template = at(value, 'spec', 'target', 'template')
    const made = Object.keys(fields(at(template, 'data')))
    const fetched = list(at(value, 'spec', 'data')).flatMap(({ secretKey }) => text(secretKey) ?? [])
    // Keys of a template replace the fetched ones by default.
    return made.length === 0 ? fetched : at(template, 'mergePolicy') === 'Merge' ? [...fetched, ...made] : made
  }
  return ['data', 'stringData', 'binaryData'].flatMap((field) => Object.keys(fields(value[field])))
}
const madeName = ({ kind, name, value }: Entity): string =>
  (kind === 'ExternalSecret' ? text(at(value, 'spec', 'target', 'name')) : undefined) ?? name

/** Keys of one Secret or ConfigMap that somebody cannot do without. */
function needed(value: unknown, ref: RegExp, name: string, found: Set<string>): void {
  if (Array.isArray(value)) for (const one of value) needed(one, ref, name, found)
  else if (isFields(value))
    for (const [field, inner] of Object.entries(value)) {
      if (ref.test(field) && at(inner, 'name') === name && at(inner, 'optional') !== true) {
        const key = text(at(inner, 'key'))
        if (key !== undefined) found.add(key)
      }
      needed(inner, ref, name, found)
    }
}
function neededKeys(tree: Index, { location, namespace, kind }: Entity, name: string): ReadonlySet<string> {
  const found = new Set<string>()
  const ref = kind === 'ConfigMap' ? /^configMapKeyRef$/ : /^secretKeyRef$/
  for (const reader of readers.flatMap((one) => tree.kind(location.cluster, one, namespace)))
    needed(reader.value['spec'], ref, name, found)
  return found
}

const isAbout = ({ entity: { kind }, delta }: Danger): boolean => {
  const [first = '', second = ''] = delta?.steps ?? []
  if (kind === 'SealedSecret') return first === 'spec' && (second === 'encryptedData' || delta?.steps.length === 1)
  if (kind === 'ExternalSecret')
    return first === 'spec' && (second === 'data' || second === 'target' || delta?.steps.length === 1)
  return (kind === 'Secret' || kind === 'ConfigMap') && /^(?:data|stringData|binaryData)$/.test(first)
}

/** kubeseal begins with the length of a key wrapped by RSA: 512 bytes, or 256. */
const isSealed = (value: unknown): boolean => /^A[gQ][A-D][A-Za-z0-9+/]*={0,2}$/.test(String(value))
/** Keys of a SealedSecret whose values stand there as they are. */
const plainIn = (entity: Entity | undefined): readonly string[] => [
  ...Object.entries(fields(at(entity?.value, 'spec', 'encryptedData'))).flatMap(([key, one]) =>
    isSealed(one) ? [] : [key],
  ),
  ...['data', 'stringData'].flatMap((field) =>
    Object.entries(fields(at(entity?.value, 'spec', 'template', field))).flatMap(([key, one]) =>
      String(one).includes('{{') ? [] : [`template ${key}`],
    ),
  ),
]

/** Keys of Secrets and ConfigMaps that pods name. */
export const keyRisks = [
  rule('keys', 'outage', 'keys that pods read', (danger) => {
    const { change, trees } = danger
    const { before, after } = change
    // Under another name, the pods that name it change, too.
    if (before === undefined || after === undefined || change.renamed || !isAbout(danger)) return undefined
    const now = new Set(keysOf(after))
    const gone = keysOf(before).filter((one) => !now.has(one))
    if (gone.length === 0) return undefined
    const wanted = neededKeys(trees.after, after, madeName(after))
    if (gone.some((one) => wanted.has(one))) return ['high', 'key-missing']
    return sealed.test(after.kind) && ['medium', 'secret-keys-gone']
  }),
  rule('sealed-values', 'exposure', 'values that only the cluster can read', ({ entity, delta, change }) => {
    const { before, after } = change
    if (entity.kind !== 'SealedSecret' || after === undefined || delta?.steps[0] !== 'spec') return undefined
    const known = new Set(plainIn(before))
    return plainIn(after).some((one) => !known.has(one)) && ['high', 'secret-readable']
  }),
  rule(
    'sops-keys',
    'exposure',
    'who can decrypt what is encrypted from now on',
    ({ entity, change: { before, after } }) =>
      /(?:^|\/)\.sops\.ya?ml$/.test(entity.path) &&
      before !== undefined &&
      after !== undefined && ['medium', 'secret-shared'],
  ),
]
