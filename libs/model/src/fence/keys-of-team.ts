import { any, having, one, type Test, without } from '@slipway/kube'

/** The field by which the fleet gives a team more. */
export const mayField = (list: string): string => `teams.<team>.may.${list} in fleet/fleet.ts`

const addTo = (list: string): string => `take it out, or add it to ${mayField(list)}`
const keysOf = (list: string, ...never: readonly string[]): Test => ({
  is: 'keys',
  of: { list },
  plain: true,
  ...(never.length === 0 ? {} : { never }),
})

/** Labels of a pod template, and of what a controller merges into one. */
export const templateLabels = {
  test: keysOf('labels', 'grafana_', 'istio'),
  want: 'labels without a domain, or of a domain that the team may use',
  hint: addTo('labels'),
}
export const templateAnnotations = {
  test: keysOf('templateAnnotations'),
  want: 'annotations that neither change the proxy nor leave the mesh',
  hint: addTo('annotations'),
}

/** Of an object, also of a Secret that a controller makes. @param what Grafana takes by such a label */
export const objectLabels = (what: string) => ({
  test: keysOf('objectLabels', 'grafana_'),
  want: `labels without a domain, or of a domain that the team may use; Grafana takes no ${what} from teams`,
  hint: addTo('labels'),
})
export const objectAnnotations = {
  test: keysOf('annotations'),
  want: 'annotations that no controller of the platform obeys, or that the team may use',
  hint: addTo('annotations'),
}

/** A reference to an AnalysisTemplate of the team's own. */
export const ownTemplate = {
  test: any(without('clusterScope'), having({ clusterScope: one(false) })),
  want: "a template of the team's own",
  hint: 'take clusterScope out',
}
