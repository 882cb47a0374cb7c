import type { KubeObject } from '@slipway/core'
import { groupOf } from './kinds.ts'
import { fields, list, text } from './value.ts'

const fits = (pattern: unknown, given: string): boolean => pattern === '*' || pattern === given

/** Why an AppProject refuses an object. */
type Refusal = 'kind' | 'namespace'

/**
 * Why a project refuses an object; `undefined` if it permits it. Argo CD's own rule (app_project_types.go,
 * IsResourcePermitted) for our whitelists, which have no globs in names. An object without a namespace is the
 * cluster's. Without a list, a project allows all namespaced kinds and no others.
 */
export function refusal(project: KubeObject, object: KubeObject): Refusal | undefined {
  const [apiVersion, kind] = [text(object.apiVersion) ?? '', text(object.kind) ?? '']
  const spec = fields(project['spec'])
  const { name, namespace } = fields(object.metadata)
  const group = groupOf(apiVersion)
  const listed = namespace === undefined ? spec['clusterResourceWhitelist'] : spec['namespaceResourceWhitelist']
  const permits =
    (namespace !== undefined && list(listed).length === 0) ||
    list(listed).some((k) => fits(k['group'], group) && fits(k['kind'], kind) && (k['name'] ?? name) === name)
  if (!permits) return 'kind'
  if (namespace === undefined) return undefined
  return list(spec['destinations']).some((d) => fits(text(d['namespace']), String(namespace))) ? undefined : 'namespace'
}
