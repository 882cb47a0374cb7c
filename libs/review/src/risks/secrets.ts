import { isHarmless, isSecretName, secretShapes } from '@slipway/core'
import { at, fields, isFields, list, text } from '@slipway/kube'
import type { Delta } from '../compare/diff.ts'
import type { Entity } from '../read/entity.ts'
import type { Index } from '../read/trees.ts'
import { loses } from './fields/parts.ts'
import { rule } from './risk.ts'

/** Kinds from which an operator makes the Secret of the same name. */
const sources = ['SealedSecret', 'ExternalSecret', 'SopsSecret', 'VaultStaticSecret', 'VaultDynamicSecret']

/** Values that stand there as they are: no SOPS, and no empty ones, which somebody fills in. */
function isReadable({ kind, value }: Entity): boolean {
  if (kind !== 'Secret') return false
  const values = ['data', 'stringData'].flatMap((field) => Object.values(fields(value[field])))
  return values.some((one) => typeof one !== 'string' || (one !== '' && !one.startsWith('ENC[')))
}
const isSealed = (entity: Entity): boolean =>
  sources.includes(entity.kind) || (entity.kind === 'Secret' && !isReadable(entity) && isFields(entity.value.sops))

const sealedBefore = (tree: Index, { location, namespace, name }: Entity): boolean =>
  [...sources, 'Secret'].some((kind) => {
    const found = tree.find(location.cluster, kind, namespace, name)
    return found !== undefined && isSealed(found)
  })

/** Who logs in at an address, with the password: `redis://u:secret@h`; not `$(NAME)` and its like, which somebody fills in. */
const login = /:\/\/[^\s/:@]{0,100}:[^\s/@$<{*]{3,200}@/g
/** The file that has a secret, or the Secret itself by its name: `existingSecret: web-tls`. */
const isPlace = (name: string, said: string): boolean =>
  /^\/[\w.-]+(?:\/[\w.-]+)+$/.test(said) ||
  (/secret$/i.test(name) && /^(?:arn:|[a-z][a-z0-9]*(?:[./-][a-z][a-z0-9]*)+$)/.test(said))
/** Secrets that stand as they are: in a variable, an argument, an annotation, a ConfigMap, values of a chart. */
function literalsIn(value: unknown, depth = 0): readonly string[] {
  if (depth > 40) return []
  if (typeof value === 'string') return [...secretShapes, login].flatMap((shape) => value.match(shape) ?? [])
  if (Array.isArray(value)) return value.flatMap((one) => literalsIn(one, depth + 1))
  if (!isFields(value)) return []
  const [name, said] = [text(value['name']), text(value['value'])]
  const isVariable =
    name !== undefined && said !== undefined && isSecretName(name) && !isHarmless(said) && !isPlace(name, said)
  return isVariable ? [said] : Object.values(value).flatMap((one) => literalsIn(one, depth + 1))
}

/** The folder of a secret in its store, which mostly says whose it is. */
const ownerOf = (key: unknown): string => (text(key) ?? '').split('/').slice(0, -1).join('/')
const isKey = (delta: Delta): boolean =>
  /^(?:key|path|find)$/.test(delta.steps.at(-1) ?? '') && /^(?:remoteRef|extract|find)$/.test(delta.steps.at(-2) ?? '')

/** The references of an ExternalSecret's entry that is another, or new. */
const keysIn = (value: unknown): readonly string[] =>
  isFields(value)
    ? [text(at(value, 'remoteRef', 'key')), text(at(value, 'extract', 'key'))].flatMap((key) => key ?? [])
    : []

/** Who can read a secret, and whose it is. Never a value: names and places only. */
export const secretRisks = [
  rule(
    'secret-in-git',
    'exposure',
    'secrets that only the cluster can read',
    ({ change: { before, after }, delta, trees }) => {
      if (after === undefined || !isReadable(after)) return undefined
      if (delta === undefined && before !== undefined) return undefined
      if (delta !== undefined && !/^(?:data|stringData|sops)$/.test(delta.steps[0] ?? '')) return undefined
      if (before === undefined ? sealedBefore(trees.before, after) : isSealed(before) || !isReadable(before))
        return ['high', 'secret-readable']
      return before === undefined && ['medium', 'secret-in-git']
    },
  ),
  rule('secret-in-git', 'exposure', 'secrets beside Secrets', ({ entity, change: { before, after }, delta }) => {
    if (after === undefined || entity.kind === 'Secret' || sources.includes(entity.kind)) return undefined
    if (delta === undefined && before !== undefined) return undefined
    // A variable is a secret by its name, which stands beside its value.
    const whole = delta?.steps.at(-1) === 'value' ? delta.names.at(-2) : undefined
    const named = (value: unknown): unknown =>
      whole === undefined ? value : { name: /\[(.*)\]$/.exec(whole)?.[1] ?? '', value }
    const [was, is] = delta === undefined ? [undefined, after.value] : [named(delta.before), named(delta.after)]
    return loses(literalsIn(is), literalsIn(was)) && ['medium', 'secret-in-git']
  }),
  rule('secret-source', 'exposure', 'whose secret it is', ({ entity, delta, change }) => {
    if (change.after === undefined || delta === undefined || !/^(?:Cluster)?ExternalSecret$/.test(entity.kind))
      return undefined
    if (isKey(delta)) {
      const [before, now] = [delta.before, delta.after]
      return [ownerOf(before) === ownerOf(now) ? 'medium' : 'high', 'other-secret', { before, after: now }]
    }
    if (/^(?:remoteRef|extract)$/.test(delta.steps.at(-2) ?? '') && delta.steps.at(-1) === 'version')
      return ['low', 'secret-version', { before: delta.before, after: delta.after }]
    if (delta.steps.includes('secretStoreRef')) return ['high', 'store-elsewhere']
    const [[before], [now]] = [keysIn(delta.before), keysIn(delta.after)]
    // An entry that calls the same secret otherwise reads nothing new.
    const read = ['data', 'dataFrom'].flatMap((field) => list(at(change.before?.value, 'spec', field)).flatMap(keysIn))
    if (now === undefined || read.includes(now)) return undefined
    const known = list(at(entity.value, 'spec', 'data')).some((one) =>
      keysIn(one).some((key) => key !== now && ownerOf(key) === ownerOf(now)),
    )
    return [
      before === undefined && known ? 'low' : ownerOf(before) === ownerOf(now) ? 'low' : 'medium',
      'other-secret',
      { before, after: now },
    ]
  }),
  rule('secret-source', 'exposure', 'whose secret it is, of other readers of stores', ({ entity, delta, change }) => {
    const { before, after } = change
    if (before === undefined || after === undefined || delta?.op !== 'set') return undefined
    const steps = delta.steps.join('.')
    if (/^Vault(?:Static|Dynamic|PKI)Secret$/.test(entity.kind)) {
      if (/^spec\.(?:mount|namespace|vaultAuthRef)$/.test(steps)) return ['high', 'store-elsewhere']
      return (
        /^spec\.(?:path|role)$/.test(steps) && ['high', 'other-secret', { before: delta.before, after: delta.after }]
      )
    }
    if (entity.kind !== 'SecretProviderClass' || delta.steps[1] !== 'parameters') return undefined
    // https://secrets-store-csi-driver.sigs.k8s.io/concepts.html#custom-resource-definitions-crds
    return delta.steps[2] === 'objects' || delta.steps[2] === 'secrets'
      ? ['high', 'other-secret', { before: delta.before, after: delta.after }]
      : ['high', 'store-elsewhere']
  }),
  rule(
    'secret-source',
    'exposure',
    'where secrets come from',
    ({ entity, delta, change }) =>
      /^(?:Cluster)?SecretStore$/.test(entity.kind) &&
      change.after !== undefined &&
      delta?.steps[1] === 'provider' && ['high', 'store-elsewhere'],
  ),
]
