import type { KubeObject } from '@slipway/core'
import type { Files } from '@slipway/tree'
import { objectsIn } from '../../cluster/objects-in.ts'
import { joined, say, type Words } from '../../recording/words.ts'

/** An object of the tree, and the file in which it stands. */
export interface Filed {
  readonly file: string
  readonly object: KubeObject
}

interface Template {
  readonly metadata?: KubeObject['metadata']
  readonly spec?: { readonly volumes?: readonly unknown[] }
}
interface Claim {
  readonly metadata: { readonly name: string }
  readonly spec: unknown
}
interface Workload {
  readonly template?: Template
  readonly volumeClaimTemplates?: readonly Claim[]
  readonly jobTemplate?: { readonly spec?: { readonly template?: Template } }
}

/** The clusters that a tree has files for, by name. */
export const clustersOf = (files: Files): readonly string[] =>
  [...new Set([...files.keys()].flatMap((file) => /^(?:clusters|argocd)\/([^/]+)\//.exec(file)?.[1] ?? []))].sort()

/** Every object of one cluster: what runs in it, and what Argo CD is told about it. */
export const objectsOf = (files: Files, cluster: string): readonly Filed[] =>
  [...files]
    .filter(([file]) => file.startsWith(`clusters/${cluster}/`) || file.startsWith(`argocd/${cluster}/`))
    .flatMap(([file, text]) => objectsIn(text).map((object) => ({ file, object })))

/**
 * The pod that a workload's controller would create first, and the claims for its volumes. Pod Security, LimitRange and ResourceQuota refuse
 * pods and claims, and never the workload that asks for them.
 */
export function madeBy({ file, object }: Filed): readonly Filed[] {
  const { template: own, jobTemplate, volumeClaimTemplates: claims = [] } = (object.spec ?? {}) as Workload
  const template = own ?? jobTemplate?.spec?.template
  // An ApplicationSet has a template, too.
  if (template?.spec === undefined || !('containers' in template.spec)) return []
  const { name, namespace } = object.metadata
  const inside = namespace === undefined ? {} : { namespace }
  const claimOf = (claim: Claim) => `${claim.metadata.name}-${name}-0`
  const volumes = claims.map((claim) => ({
    name: claim.metadata.name,
    persistentVolumeClaim: { claimName: claimOf(claim) },
  }))
  const spec =
    volumes.length === 0 ? template.spec : { ...template.spec, volumes: [...(template.spec.volumes ?? []), ...volumes] }
  const pod: KubeObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...template.metadata, name: `${name}-0`, ...inside },
    spec,
  }
  return [
    pod,
    ...claims.map(
      (claim): KubeObject => ({
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { ...claim.metadata, name: claimOf(claim), ...inside },
        spec: claim.spec,
      }),
    ),
  ].map((made) => ({ file, object: made }))
}

interface Application {
  readonly destination?: { readonly namespace?: string }
  readonly syncPolicy?: {
    readonly syncOptions?: readonly string[]
    readonly managedNamespaceMetadata?: Pick<KubeObject['metadata'], 'labels' | 'annotations'>
  }
}

/** The namespaces that Argo CD creates for its Applications, with the labels that they are told to have. */
export const createdNamespaces = (objects: readonly Filed[]): readonly Filed[] =>
  objects.flatMap(({ file, object }): Filed[] => {
    const { destination, syncPolicy } = (object.spec ?? {}) as Application
    if (
      object.kind !== 'Application' ||
      destination?.namespace === undefined ||
      !(syncPolicy?.syncOptions ?? []).includes('CreateNamespace=true')
    )
      return []
    const metadata = { ...syncPolicy?.managedNamespaceMetadata, name: destination.namespace }
    return [{ file, object: { apiVersion: 'v1', kind: 'Namespace', metadata } }]
  })

/** A pod that no namespace with a Pod Security level of `baseline` or `restricted` lets in. */
export const privilegedPod = (namespace: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'privileged', namespace },
  spec: { containers: [{ name: 'app', image: 'invalid.invalid/none', securityContext: { privileged: true } }] },
})

export interface Refused extends Filed {
  /** The server's own message. */
  readonly message: Words
}

/** Who was refused and why, in one line; files with the same words together, the first few of them. */
export function refusals(refused: readonly Refused[]): Words {
  const what = ({ file, object }: Filed) =>
    file.endsWith(`/${object.kind.toLowerCase()}-${object.metadata.name}.yaml`) ? file : `${file} (${object.kind})`
  const more = refused.length > 3 ? `; and ${refused.length - 3} more` : ''
  const first = refused.slice(0, 3).map((each) => say`${what(each)}: ${each.message}`)
  return say`${refused.length} refused: ${joined(first)}${more}`
}
