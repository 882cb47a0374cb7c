import { at, fields, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

export const vpaOff: Rule = {
  code: 'vpa-off',
  guards:
    'a VerticalPodAutoscaler recommends and changes nothing: requests have one owner, git, and the HPA counts in percent of them',
  source:
    'SYSTEM.md S2-63; https://kubernetes.io/docs/concepts/workloads/autoscaling/vertical-pod-autoscale/ (not with an HPA on the same metric)',
  check: (cluster, report) => {
    for (const item of cluster.kind('VerticalPodAutoscaler')) {
      const mode = text(at(item.spec, 'updatePolicy', 'updateMode'))
      if (mode !== 'Off')
        report(
          item,
          'spec.updatePolicy.updateMode',
          '"Off"',
          'say Off, and take what it recommends by npx slipway advice',
        )
      const target = fields(item.spec.targetRef)
      const [kind, name] = [text(target.kind) ?? '', text(target.name) ?? '']
      if (cluster.find(kind, item.namespace, name) === undefined)
        report(
          item,
          'spec.targetRef',
          `a workload in ${item.namespace}`,
          'correct it, or take it out',
          `${kind} ${name}`,
        )
    }
  },
}
