import { fields, isEmpty, matches, nameOf, names, selectorText, serving, type Workload } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

/** A Rollout beside the Deployment that it replaces has the same pods on purpose (FIELD-NOTES A4). */
export const areOneApp = (a: Workload, b: Workload): boolean =>
  a.item.app === b.item.app && a.item.team === b.item.team && a.item.name === b.item.name && a.item.kind !== b.item.kind

export const selectorOwn: Rule = {
  code: 'selector-own',
  guards: "a workload's selector fits its own pods and nobody else's",
  source:
    'Rollouts validation.go (FIELD-NOTES A16); https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
  check: (cluster, report) => {
    for (const workload of cluster.workloads) {
      const { item, labels } = workload
      if (!serving.includes(item.kind)) continue
      const selector = fields(item.spec.selector)
      if (isEmpty(selector)) {
        report(item, 'spec.selector', 'labels of its pods', 'add a selector')
        continue
      }
      if (!matches(selector, labels))
        report(
          item,
          'spec.selector',
          `labels of its own pod template (${selectorText(labels)})`,
          'give the pods the labels',
          selectorText(selector),
        )
      const others = cluster.selected(item.namespace, selector).filter((w) => w !== workload && !areOneApp(w, workload))
      if (others.length > 0)
        report(
          item,
          'spec.selector',
          `labels that only its own pods have, not those of ${names(others.map((o) => nameOf(o.item)))}`,
          'add a label that tells them apart',
          selectorText(selector),
        )
    }
  },
}
