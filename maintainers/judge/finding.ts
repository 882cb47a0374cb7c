export interface Finding {
  readonly judge: 'kube-score' | 'pod-security'
  readonly check: string
  /** `<cluster>/<namespace>/<Kind>/<name>`, as in the tree. */
  readonly object: string
  readonly detail: string
}

interface Named {
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
}

/** In findings and waivers; `-` without a namespace. */
export function objectId(cluster: string, { kind, metadata }: Named): string {
  return `${cluster}/${metadata.namespace ?? '-'}/${kind}/${metadata.name}`
}
