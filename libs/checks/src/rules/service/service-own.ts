import { fields, isEmpty, nameOf, names, selectorText } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { areOneApp } from './selector-own.ts'

export const serviceOwn: Rule = {
  code: 'service-own',
  guards: "a Service sends to one app's pods, and to its own app's",
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/; FIELD-NOTES A4 (the one exception)',
  check: (cluster, report) => {
    for (const item of cluster.kind('Service')) {
      const selector = fields(item.spec.selector)
      if (!cluster.isTeam(item.namespace) || isEmpty(selector)) continue
      const selected = cluster.selected(item.namespace, selector)
      const strangers = selected.filter((w) => w.item.app !== item.app || w.item.team !== item.team)
      if (strangers.length > 0) {
        report(
          item,
          'spec.selector',
          `pods of ${item.app} alone`,
          'use labels of this app alone',
          `${selectorText(selector)}, which ${names(strangers.map((w) => nameOf(w.item)))} has`,
        )
        continue
      }
      const [first, ...more] = selected
      const rest = more.filter((w) => first !== undefined && !areOneApp(first, w))
      if (first === undefined || rest.length === 0) continue
      report(
        item,
        'spec.selector',
        'pods of one workload',
        'add a label that tells them apart',
        `${selectorText(selector)}, which ${names([first, ...rest].map((w) => nameOf(w.item)))} have`,
      )
    }
  },
}
