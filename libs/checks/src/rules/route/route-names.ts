import { show } from '@slipway/core'
import { list, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

export const routeNames: Rule = {
  code: 'route-names',
  guards: "route names are one each: Rollouts and Argo CD's ignored fields find routes by name",
  source: 'FIELD-NOTES A2; Rollouts istio.go (GetHttpRouteIndexesToPatch)',
  check: (cluster, report) => {
    for (const item of cluster.kind('VirtualService')) {
      const seen = new Map<string, number>()
      for (const [i, route] of list(item.spec.http).entries()) {
        const name = text(route.name)
        if (name === undefined) continue
        const before = seen.get(name)
        if (before !== undefined)
          report(
            item,
            `spec.http[${i}].name`,
            show(name),
            `each name once (http[${before}] has it, too)`,
            'rename one of the two',
          )
        seen.set(name, i)
      }
    }
  },
}
