import type { IAppProject } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1'
import type { KubeObject } from '@slipway/core'
import { refusal as refusalOf } from '@slipway/kube'

/** Why a project would refuse an object, in words, or nothing. */
export function refusal(project: IAppProject, object: KubeObject): string | undefined {
  const { apiVersion, kind } = object
  const { name, namespace } = object.metadata
  const group = apiVersion.includes('/') ? ` of ${apiVersion.slice(0, apiVersion.indexOf('/'))}` : ''
  const by = refusalOf(project as unknown as KubeObject, object)
  if (by === undefined) return undefined
  const of = `the project "${project.metadata?.name ?? ''}" permits`
  return by === 'kind'
    ? `${of} no ${kind}${group} named "${name}"`
    : `${of} nothing in the namespace "${namespace ?? ''}"`
}
