import { at, fields, type Item, isEmpty, labelsOf, matches, selectorText, texts } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import type { RuleContext } from '../../engine/rule-context.ts'
import { podSelectors } from '../../objects/selecting.ts'

function namespacesOf(item: Item, cluster: RuleContext): readonly string[] {
  const selector = fields(item.spec.namespaceSelector)
  if (selector.any === true) return [...cluster.fleet.teams.keys()]
  const named = texts(selector.matchNames)
  return named.length > 0 ? named : [item.namespace]
}

export const selectorSelects: Rule = {
  code: 'selector-selects',
  guards: "every selector in a team's namespace selects something that is there",
  source: 'kube-linter dangling-service and the like; FIELD-NOTES D (they do not see Rollouts)',
  check: (cluster, report) => {
    for (const [kind, where] of Object.entries(podSelectors)) {
      for (const item of cluster.kind(kind)) {
        const selector = at(item.object, ...where)
        if (!cluster.isTeam(item.namespace) || isEmpty(selector)) continue
        const namespaces = kind === 'PodMonitor' ? namespacesOf(item, cluster) : [item.namespace]
        if (namespaces.some((n) => !cluster.isTeam(n) || cluster.selected(n, selector).length > 0)) continue
        report(
          item,
          where.join('.'),
          `labels that pods in ${namespaces.join(', ')} have`,
          'correct the selector or the labels',
          selectorText(fields(selector)),
        )
      }
    }
    for (const item of cluster.kind('ServiceMonitor')) {
      const selector = fields(item.spec.selector)
      const namespaces = namespacesOf(item, cluster)
      if (!namespaces.every((n) => cluster.isTeam(n)) || isEmpty(selector)) continue
      const services = namespaces
        .flatMap((n) => cluster.kindIn('Service', n))
        .filter((s) => matches(selector, labelsOf(s.object.metadata.labels)))
      if (services.length > 0) continue
      report(
        item,
        'spec.selector',
        `labels that Services in ${namespaces.join(', ')} have`,
        'correct the selector or the labels',
        selectorText(selector),
      )
    }
  },
}
