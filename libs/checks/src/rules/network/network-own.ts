import type { KubeObject } from '@slipway/core'
import { isEmpty } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { policiesOf } from '../../objects/network.ts'

const isHook = ({ metadata }: KubeObject): boolean => metadata.annotations?.['argocd.argoproj.io/hook'] !== undefined

export const networkOwn: Rule = {
  code: 'network-own',
  guards: "every app's pods have a NetworkPolicy of their own, for both ways",
  source: 'DESIGN 3; kube-score pod-networkpolicy; checkov CKV2_K8S_6',
  check: (cluster, report) => {
    for (const workload of cluster.workloads) {
      if (!cluster.isTeam(workload.item.namespace)) continue
      // Its words bring a NetworkPolicy, an account, limits and probes; an object that is written by hand needs them
      // all.
      const hint = isHook(workload.item.object)
        ? 'write `migrate` in app.ts in its place, or add a NetworkPolicy'
        : 'make it an app of its own, in a folder of apps/, or add a NetworkPolicy'
      for (const direction of ['Ingress', 'Egress'] as const) {
        const own = policiesOf(cluster, workload, direction).filter((p) => !isEmpty(p.spec.podSelector))
        if (own.length === 0)
          report(workload.item, '', 'one that selects its pods', hint, `no NetworkPolicy for ${direction}`)
      }
    }
  },
}
