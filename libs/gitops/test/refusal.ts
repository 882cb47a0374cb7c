import type { IAppProject, IAppProjectSpec } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1'
import type { KubeObject } from '@slipway/core'

type ClusterKinds = NonNullable<IAppProjectSpec['clusterResourceWhitelist']>

const fits = (pattern: string, text: string): boolean => pattern === '*' || pattern === text

/**
 * Why a project would refuse an object, or nothing: Argo CD's own rule (app_project_types.go, IsResourcePermitted) for the whitelists
 * that we write, which have no globs in names. An object of the cluster is one without a namespace.
 */
export function refusal({ metadata, spec }: IAppProject, object: KubeObject): string | undefined {
  const { apiVersion, kind } = object
  const { name, namespace } = object.metadata
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : ''
  const home: ClusterKinds | undefined =
    namespace === undefined ? spec.clusterResourceWhitelist : spec.namespaceResourceWhitelist
  const kindFits = (home ?? []).some(
    (k) => fits(k.group, group) && fits(k.kind, kind) && (k.name === undefined || k.name === name),
  )
  if (!kindFits)
    return `the project "${metadata.name ?? ''}" permits no ${kind}${group === '' ? '' : ` of ${group}`} named "${name}"`
  if (namespace === undefined || (spec.destinations ?? []).some((d) => d.namespace === namespace)) return undefined
  return `the project "${metadata.name ?? ''}" permits nothing in the namespace "${namespace}"`
}
