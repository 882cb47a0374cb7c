/** What an outside judge says against one object. */
export interface Finding {
  readonly judge: 'kube-score' | 'pod-security'
  /** The judge's own name of the rule. */
  readonly check: string
  /** `<cluster>/<namespace>/<Kind>/<name>`, as the tree has it: a Rollout is a Rollout here. */
  readonly object: string
  /** The judge's own words. */
  readonly detail: string
}

interface Named {
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
}

/** The address of an object in findings and waivers; objects without a namespace have `-` there. */
export function objectId(cluster: string, { kind, metadata }: Named): string {
  return `${cluster}/${metadata.namespace ?? '-'}/${kind}/${metadata.name}`
}
