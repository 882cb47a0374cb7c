import { fileName, type KubeObject, type Rendered } from '@slipway/core'
import { platformTeam, type Cluster, type Fleet } from '@slipway/fleet'
import type { ClusterModel } from '@slipway/model'

interface Typed {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata?: { readonly name?: string; readonly labels?: Readonly<Record<string, string>> }
}

/** One thing a cluster needs, and one folder of the tree. Adding one is adding a file and naming it in platform-objects.ts. */
export type Component = (model: ClusterModel, fleet: Fleet) => readonly Rendered[]

/** The file a person edits to change what a cluster itself has. */
export const clusterSource = (cluster: Cluster): string => `fleet/clusters/${cluster.name}.ts`

const labels = (component: string) => ({
  'app.kubernetes.io/component': component,
  'app.kubernetes.io/part-of': platformTeam as string,
  'app.kubernetes.io/managed-by': 'slipway',
})

/**
 * Puts an object in its place, with the labels of all the platform's objects.
 * @param component the folder, `clusters/<cluster>/platform/<component>/`
 * @param source the file that the object is made from; the cluster's own when there is no nearer one
 */
export function place(
  cluster: Cluster,
  component: string,
  object: Typed,
  source: string = clusterSource(cluster),
): Rendered {
  const metadata = {
    ...object.metadata,
    name: object.metadata?.name ?? '',
    labels: { ...object.metadata?.labels, ...labels(component) },
  }
  const whole: KubeObject = { ...object, metadata }
  return { path: `clusters/${cluster.name}/${platformTeam}/${component}/${fileName(whole)}`, source, objects: [whole] }
}
