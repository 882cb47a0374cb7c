import { show } from '@slipway/core'
import { list, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

export const envOnce: Rule = {
  code: 'env-once',
  guards: 'no container says a variable, a port or a mount path twice: the last one wins, in silence',
  source: 'kube-linter duplicate-env-var',
  check: (cluster, report) => {
    for (const { item, containers } of cluster.workloads) {
      for (const { fields: container, at } of containers) {
        for (const [field, id] of [
          ['env', 'name'],
          ['ports', 'name'],
          ['volumeMounts', 'mountPath'],
        ] as const) {
          const seen = new Map<string, number>()
          for (const [i, one] of list(container[field]).entries()) {
            const name = text(one[id])
            const before = name === undefined ? undefined : seen.get(name)
            if (before !== undefined)
              report(
                item,
                `${at}.${field}[${i}].${id}`,
                show(name),
                `each ${id} once (${field}[${before}] has it, too)`,
                'take one of the two out',
              )
            if (name !== undefined) seen.set(name, i)
          }
        }
      }
    }
  },
}
