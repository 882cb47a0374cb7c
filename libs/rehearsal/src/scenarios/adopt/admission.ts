import { joined, kinds, objectsIn, say, type Files, type KubeObject, type Live, type Words } from '../shared/kit.ts'

export interface Filed {
  readonly file: string
  readonly object: Live
}

export const clustersOf = (files: Files): readonly string[] =>
  [...new Set([...files.keys()].flatMap((file) => /^(?:clusters|argocd)\/([^/]+)\//.exec(file)?.[1] ?? []))].sort()

export const objectsOf = (files: Files, cluster: string): readonly Filed[] =>
  [...files]
    .filter(([file]) => file.startsWith(`clusters/${cluster}/`) || file.startsWith(`argocd/${cluster}/`))
    .flatMap(([file, text]) => objectsIn(text).map((object) => ({ file, object })))

/**
 * The first pod of a workload, and its claims: Pod Security, LimitRange and ResourceQuota refuse those, not the
 * workload.
 */
export function madeBy({ file, object }: Filed): readonly Filed[] {
  const { template: own, jobTemplate, volumeClaimTemplates: claims = [] } = object.spec ?? {}
  const template = own ?? jobTemplate?.spec?.template
  // An ApplicationSet has a template, too.
  if (template?.spec?.containers === undefined) return []
  const { name, namespace } = object.metadata
  const inside = namespace === undefined ? {} : { namespace }
  const claimOf = (claim: string) => `${claim}-${name}-0`
  const volumes = claims.map(({ metadata }) => ({
    name: metadata.name,
    persistentVolumeClaim: { claimName: claimOf(metadata.name) },
  }))
  const spec =
    volumes.length === 0 ? template.spec : { ...template.spec, volumes: [...(template.spec.volumes ?? []), ...volumes] }
  const pod: Live = {
    ...kinds.pod,
    metadata: { ...template.metadata, name: `${name}-0`, ...inside },
    spec: { ...spec },
  }
  return [
    pod,
    ...claims.map(
      ({ metadata, spec = {} }): Live => ({
        ...kinds.claim,
        metadata: { ...metadata, name: claimOf(metadata.name), ...inside },
        spec,
      }),
    ),
  ].map((made) => ({ file, object: made }))
}

/** Namespaces that Argo CD creates for its Applications. */
export const createdNamespaces = (objects: readonly Filed[]): readonly Filed[] =>
  objects.flatMap(({ file, object }) => {
    const { destination, syncPolicy } = object.spec ?? {}
    if (
      object.kind !== 'Application' ||
      destination?.namespace === undefined ||
      !(syncPolicy?.syncOptions ?? []).includes('CreateNamespace=true')
    )
      return []
    const metadata = { ...syncPolicy?.managedNamespaceMetadata, name: destination.namespace }
    return [{ file, object: { ...kinds.namespace, metadata } }]
  })

/** Refused by Pod Security levels `baseline` and `restricted`. */
export const privilegedPod = (namespace: string): KubeObject => ({
  ...kinds.pod,
  metadata: { name: 'privileged', namespace },
  spec: { containers: [{ name: 'app', image: 'invalid.invalid/none', securityContext: { privileged: true } }] },
})

export interface Refused extends Filed {
  readonly message: Words
}

export function refusals(refused: readonly Refused[]): Words {
  const what = ({ file, object }: Filed) =>
    file.endsWith(`/${object.kind.toLowerCase()}-${object.metadata.name}.yaml`) ? file : `${file} (${object.kind})`
  const more = refused.length > 3 ? `; and ${refused.length - 3} more` : ''
  const first = refused.slice(0, 3).map((each) => say`${what(each)}: ${each.message}`)
  return say`${refused.length} refused: ${joined(first)}${more}`
}
