import { isFields, list, serving } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

export const probeBoth: Rule = {
  code: 'probe-both',
  guards: 'whatever serves is asked whether it is ready and whether it lives',
  source: 'SYSTEM.md S0-31, S0-32; DESIGN 3; kube-score pod-probes',
  check: (cluster, report) => {
    for (const { item, containers } of cluster.workloads) {
      if (!serving.includes(item.kind)) continue
      for (const { role, spec: container, at } of containers) {
        if (role === 'init' || (role === 'sidecar' && list(container.ports).length === 0)) continue
        for (const probe of ['readinessProbe', 'livenessProbe']) {
          if (!isFields(container[probe])) report(item, `${at}.${probe}`, `a ${probe}`, 'add it')
        }
      }
    }
  },
}
