import { isEmpty, list, texts } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

export const networkDeny: Rule = {
  code: 'network-deny',
  guards: "nothing gets into or out of a team's namespace that no policy lets through",
  source:
    'DESIGN 3 (default deny, both ways); https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies',
  check: (cluster, report) => {
    for (const [namespace, subject] of cluster.teamSpaces) {
      const denies = cluster
        .kindIn('NetworkPolicy', namespace)
        .filter(
          (p) => isEmpty(p.spec.podSelector) && list(p.spec.ingress).length === 0 && list(p.spec.egress).length === 0,
        )
      const types = new Set(denies.flatMap((p) => texts(p.spec.policyTypes)))
      for (const direction of ['Ingress', 'Egress']) {
        if (types.has(direction)) continue
        report(
          subject,
          '',
          'one with an empty podSelector',
          "add it to the team's folder",
          `no NetworkPolicy that refuses all ${direction} in ${namespace}`,
        )
      }
    }
  },
}
