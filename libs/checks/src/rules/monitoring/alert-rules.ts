import { list, text, textMap } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

export const alertRules: Rule = {
  code: 'alert-rules',
  guards: 'every alert has a question, a severity and a summary, and every group a name of its own',
  source:
    'https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/; Prometheus refuses a file with two groups of one name',
  check: (cluster, report) => {
    for (const item of cluster.kind('PrometheusRule')) {
      const seen = new Set<string>()
      for (const [i, group] of list(item.spec.groups).entries()) {
        const name = text(group.name) ?? ''
        if (name === '' || seen.has(name)) report(item, `spec.groups[${i}].name`, 'a name of its own', 'rename it')
        seen.add(name)
        for (const [j, rule] of list(group.rules).entries()) {
          const where = `spec.groups[${i}].rules[${j}]`
          if ((text(rule.expr) ?? '').trim() === '') report(item, `${where}.expr`, 'a PromQL expression', 'add it')
          if (rule.alert === undefined) continue
          for (const [field, label] of [
            ['labels', 'severity'],
            ['annotations', 'summary'],
          ] as const) {
            if (!textMap(rule[field]).some(([k]) => k === label))
              report(
                item,
                `${where}.${field}.${label}`,
                label === 'severity' ? 'a severity, by which alerts find people' : 'a sentence for whom it wakes',
                'add it',
              )
          }
        }
      }
    }
  },
}
