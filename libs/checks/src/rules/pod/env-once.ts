import { repeated } from '@slipway/core'
import { list, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

export const envOnce: Rule = {
  code: 'env-once',
  guards: 'no container says a variable, a port or a mount path twice: the last one wins, in silence',
  source: 'kube-linter duplicate-env-var',
  check: (cluster, report) => {
    for (const { item, spec: container, at } of cluster.containers) {
      for (const [field, id] of [
        ['env', 'name'],
        ['ports', 'name'],
        ['volumeMounts', 'mountPath'],
      ] as const) {
        const ids = list(container[field]).map((one) => text(one[id]))
        for (const [i, first] of repeated(ids))
          report(
            item,
            `${at}.${field}[${i}].${id}`,
            `each ${id} once (${field}[${first}] has it, too)`,
            'take one of the two out',
          )
      }
    }
  },
}
