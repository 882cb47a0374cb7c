import { fields, list, text, texts, type Item } from '@slipway/kube'

const has = (value: unknown, ...wanted: readonly string[]): boolean =>
  texts(value).some((one) => one === '*' || wanted.includes(one))

/** Values of Secrets: `list` and `watch` hand them out, too. Rules for some names are no reading of all. */
const readsSecrets = (role: Item): boolean =>
  list(role.object.rules).some(
    ({ apiGroups, resources, verbs, resourceNames }) =>
      texts(resourceNames).length === 0 &&
      has(apiGroups, '') &&
      has(resources, 'secrets') &&
      has(verbs, 'get', 'list', 'watch'),
  )

/** Kubernetes' own roles that read Secrets. */
const ownRoles = new Set(['cluster-admin', 'admin', 'edit'])

/** Accounts that a chart lets read every Secret of the cluster, as `namespace/name`. */
export function secretReaders(items: readonly Item[]): string[] {
  const roles = new Set(
    items.filter((item) => item.kind === 'ClusterRole' && readsSecrets(item)).map(({ name }) => name),
  )
  const found = items
    .filter(({ kind }) => kind === 'ClusterRoleBinding')
    .filter(({ object }) => {
      const name = text(fields(object.roleRef).name) ?? ''
      return roles.has(name) || ownRoles.has(name)
    })
    .flatMap(({ object }) => list(object.subjects))
    .map(({ namespace, name }) => `${text(namespace) ?? ''}/${text(name) ?? ''}`)
  return [...new Set(found)].sort()
}
