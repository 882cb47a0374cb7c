import { repeated } from '@slipway/core'
import { list, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

export const routeNames: Rule = {
  code: 'route-names',
  guards: "route names are one each: Rollouts and Argo CD's ignored fields find routes by name",
  source: 'FIELD-NOTES A2; Rollouts istio.go (GetHttpRouteIndexesToPatch)',
  check: (cluster, report) => {
    for (const item of cluster.kind('VirtualService')) {
      const names = list(item.spec.http).map((route) => text(route.name))
      for (const [i, first] of repeated(names))
        report(item, `spec.http[${i}].name`, `each name once (http[${first}] has it, too)`, 'rename one of the two')
    }
  },
}
