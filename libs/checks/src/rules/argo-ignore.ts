import { argoApplications } from '../argo-application.ts'
import { canaries } from '../canary.ts'
import type { Rule } from '../rule.ts'
import { list, names, texts } from '../value.ts'

export const argoIgnore: Rule = {
  code: 'argo-ignore',
  guards: 'what Rollouts writes into a VirtualService is no difference to Argo CD: weights and managed routes',
  source: 'FIELD-NOTES A2, M1; Rollouts istio.md "Integrating with GitOps"',
  check: (cluster, report) => {
    const needed = new Map<string, Set<string>>()
    for (const { item, managed, traffic } of canaries(cluster)) {
      if (traffic?.istio === undefined) continue
      const routes = needed.get(item.namespace) ?? new Set()
      managed.forEach((name) => routes.add(name))
      needed.set(item.namespace, routes)
    }
    for (const { item, spec, at } of argoApplications(cluster)) {
      const routes = needed.get(String(spec.project))
      if (routes === undefined) continue
      const ignored = list(spec.ignoreDifferences)
        .filter((d) => d.kind === 'VirtualService')
        .flatMap((d) => texts(d.jqPathExpressions))
      const missing = [...routes].filter((name) => !ignored.some((e) => e.includes(`"${name}"`)))
      if (!ignored.some((e) => e.replaceAll(' ', '').endsWith('.route[].weight') || e.replaceAll(' ', '').includes('.route[]?.weight'))) {
        report(item, `${at}.ignoreDifferences`, 'nothing of the weights', '.spec.http[].route[].weight of VirtualServices', 'add it')
      }
      if (missing.length > 0)
        report(
          item,
          `${at}.ignoreDifferences`,
          `nothing of the route ${names(missing)}`,
          'each managed route, by name',
          'add .spec.http[] | select(.name == "...")',
        )
    }
  },
}
