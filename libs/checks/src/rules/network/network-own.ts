import { isEmpty } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { policiesOf } from '../../objects/network.ts'

export const networkOwn: Rule = {
  code: 'network-own',
  guards: "every app's pods have a NetworkPolicy of their own, for both ways",
  source: 'DESIGN 3; kube-score pod-networkpolicy; checkov CKV2_K8S_6',
  check: (cluster, report) => {
    for (const workload of cluster.workloads) {
      if (!cluster.isTeam(workload.item.namespace)) continue
      for (const direction of ['Ingress', 'Egress'] as const) {
        const own = policiesOf(cluster, workload, direction).filter((p) => !isEmpty(p.spec.podSelector))
        if (own.length === 0)
          report(workload.item, '', 'one that selects its pods', 'add it', `no NetworkPolicy for ${direction}`)
      }
    }
  },
}
