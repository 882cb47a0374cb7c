import type { KubeObject } from '@slipway/core'
import { groupOf } from './kinds.ts'
import { fields, list, text } from './value.ts'

const fits = (pattern: unknown, given: string): boolean => pattern === '*' || pattern === given

/** What an AppProject refuses of an object. */
export type Refusal = 'kind' | 'namespace'

/**
 * Why a project would refuse an object, or nothing: Argo CD's own rule (app_project_types.go, IsResourcePermitted) for the whitelists
 * that we write, which have no globs in names. An object of the cluster is one without a namespace. Without a list, a project allows all kinds
 * of namespaces and none of the cluster.
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
