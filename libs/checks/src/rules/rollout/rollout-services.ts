import { show } from '@slipway/core'
import { fields, selectorText } from '@slipway/kube'
import { managedKey } from '../../engine/dependency-key.ts'
import type { Rule } from '../../engine/rule.ts'
import { canaries } from '../../objects/canary.ts'

export const rolloutServices: Rule = {
  code: 'rollout-services',
  guards: "a canary's two Services are there, differ, and select the Rollout's pods and nobody else's",
  source: 'Rollouts validation.go, validation_references.go (FIELD-NOTES A16)',
  check: (cluster, report) => {
    for (const { item, fields: canary, stable, canary: next, traffic } of canaries(cluster)) {
      const root = 'spec.strategy.canary'
      const template = cluster.workload(item)
      const byService = traffic !== undefined && fields(traffic.istio).destinationRule === undefined
      if (stable !== undefined && stable === next)
        report(
          item,
          `${root}.canaryService`,
          'another Service than stableService',
          'give the canary a Service of its own',
        )
      for (const field of ['stableService', 'canaryService'] as const) {
        const name = canary[field]
        if (name === undefined) {
          if (byService) report(item, `${root}.${field}`, 'a Service, as traffic is split between two', 'add it')
          continue
        }
        const service = cluster.find('Service', item.namespace, String(name))
        if (service === undefined) {
          report(item, `${root}.${field}`, `a Service in ${item.namespace}`, 'add the Service, or correct the name')
          continue
        }
        const [owner] = cluster.by(managedKey(item.namespace, String(name)))
        if (owner !== undefined && owner.name !== item.name)
          report(
            item,
            `${root}.${field}`,
            `a Service that no other Rollout manages (${owner.name} does)`,
            'give each its own',
          )
        const selector = fields(service.spec.selector)
        if (template === undefined || cluster.selected(item.namespace, selector).includes(template)) continue
        report(
          item,
          `${root}.${field}`,
          "a Service that selects this Rollout's pods",
          'correct its selector',
          `${show(name)}, which selects ${selectorText(selector)}`,
        )
      }
    }
  },
}
