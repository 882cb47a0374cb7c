import { at, quantity } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { scalers, targetOf, utilisationTargets } from '../../objects/scaler.ts'

/** A pod near its memory limit is killed before the average gets there. */
const nearLimit = 0.9

export const scalerReach: Rule = {
  code: 'scaler-reach',
  guards: 'what a scaler waits for can happen: the target lies under the limit of the container that is watched',
  source:
    'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/ (cpu is throttled at its limit, memory killed)',
  check: (cluster, report) => {
    for (const scaler of scalers(cluster)) {
      const { item } = scaler
      for (const { at: where, resource, percent, watched } of utilisationTargets(item, targetOf(cluster, scaler))) {
        for (const c of watched) {
          const request = quantity(at(c.spec, 'resources', 'requests', resource))
          const limit = quantity(at(c.spec, 'resources', 'limits', resource))
          if (request === undefined || request === 0 || limit === undefined) continue
          const most = Math.floor((100 * limit * (resource === 'memory' ? nearLimit : 1)) / request)
          if (!(resource === 'memory' ? percent > most : percent >= most)) continue
          const want =
            resource === 'memory'
              ? `at most ${most}: beyond it the container is killed before more pods come`
              : `less than ${most}, where the container is held back`
          report(item, where, want, `lower scale.on.${resource}, or raise limits.${resource}`, String(percent))
        }
      }
    }
  },
}
