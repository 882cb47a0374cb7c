import { at, type Fields, fields, list, text, type Workload } from '@slipway/kube'

export interface Reference {
  readonly kind: 'ConfigMap' | 'Secret' | 'PersistentVolumeClaim'
  readonly name: string
  readonly key: string | undefined
  readonly at: string
}

/** Its `items`, or without them the whole object; none when it is optional. */
function source(kind: Reference['kind'], from: Fields, name: unknown, where: string): readonly Reference[] {
  const named = text(name)
  if (named === undefined || from.optional === true) return []
  const items = list(from.items)
  if (items.length === 0) return [{ kind, name: named, key: undefined, at: where }]
  return items.map((item, i) => ({ kind, name: named, key: text(item.key), at: `${where}.items[${i}].key` }))
}

function volume(v: Fields, where: string): readonly Reference[] {
  const config = fields(v.configMap)
  const secret = fields(v.secret)
  return [
    ...source('ConfigMap', config, config.name, `${where}.configMap`),
    ...source('Secret', secret, secret.secretName, `${where}.secret`),
    ...source(
      'PersistentVolumeClaim',
      {},
      at(v, 'persistentVolumeClaim', 'claimName'),
      `${where}.persistentVolumeClaim.claimName`,
    ),
    ...list(at(v, 'projected', 'sources')).flatMap((s, i) => [
      ...source(
        'ConfigMap',
        fields(s.configMap),
        at(s, 'configMap', 'name'),
        `${where}.projected.sources[${i}].configMap`,
      ),
      ...source('Secret', fields(s.secret), at(s, 'secret', 'name'), `${where}.projected.sources[${i}].secret`),
    ]),
  ]
}

function environment(container: Fields, where: string): readonly Reference[] {
  const pairs = [
    ['ConfigMap', 'configMapKeyRef', 'configMapRef'],
    ['Secret', 'secretKeyRef', 'secretRef'],
  ] as const
  return pairs.flatMap(([kind, one, whole]) => [
    ...list(container.env).flatMap((variable, i) => {
      const ref = fields(at(variable, 'valueFrom', one))
      const name = text(ref.name)
      return name === undefined || ref.optional === true
        ? []
        : [{ kind, name, key: text(ref.key), at: `${where}.env[${i}].valueFrom.${one}` }]
    }),
    ...list(container.envFrom).flatMap((from, i) =>
      source(kind, fields(from[whole]), at(from, whole, 'name'), `${where}.envFrom[${i}].${whole}`),
    ),
  ])
}

export const referencesOf = ({ pod, podAt, containers }: Workload): readonly Reference[] => [
  ...list(pod.volumes).flatMap((v, i) => volume(v, `${podAt}.volumes[${i}]`)),
  ...containers.flatMap((c) => environment(c.spec, c.at)),
  ...list(pod.imagePullSecrets).flatMap((s, i) => source('Secret', {}, s.name, `${podAt}.imagePullSecrets[${i}]`)),
]
