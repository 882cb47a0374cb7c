import { show } from '@slipway/core'
import type { Rule } from '../../engine/rule.ts'
import { scalers, targetOf } from '../../objects/scaler.ts'

export const scalerTarget: Rule = {
  code: 'scaler-target',
  guards: 'every HPA and ScaledObject acts on a workload that is there, by its own apiVersion and kind',
  source: 'FIELD-NOTES A3, A12; kube-linter dangling-hpa (which does not see Rollouts)',
  check: (cluster, report) => {
    for (const scaler of scalers(cluster)) {
      const { item, target } = scaler
      const workload = targetOf(cluster, scaler)
      const at = 'spec.scaleTargetRef'
      if (workload === undefined) {
        const others = cluster
          .workloadsIn(item.namespace)
          .filter((w) => w.item.name === target.name)
          .map((w) => w.item.kind)
        const hint =
          others.length > 0
            ? `did you mean the ${others.join(' or ')} of that name?`
            : 'correct it, or take the scaler out'
        report(item, at, `a workload in ${item.namespace}`, hint, `${target.kind} ${target.name}`)
      } else if (workload.item.apiVersion !== target.apiVersion) {
        report(item, `${at}.apiVersion`, show(workload.item.apiVersion), 'correct it')
      }
    }
  },
}
