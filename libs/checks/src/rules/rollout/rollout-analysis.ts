import { show, suggestion } from '@slipway/core'
import { at, fields, type Item, isFields, list, text } from '@slipway/kube'
import type { Report, Rule } from '../../engine/rule.ts'
import type { RuleContext } from '../../engine/rule-context.ts'
import { canaries } from '../../objects/canary.ts'

const unset = (template: Item): readonly string[] =>
  list(template.spec.args)
    .filter((a) => a.value === undefined && a.valueFrom === undefined)
    .map((a) => text(a.name) ?? '')

function analysis(
  cluster: RuleContext,
  item: Item,
  value: unknown,
  where: string,
  inline: boolean,
  report: Report,
): void {
  const templates = list(at(value, 'templates'))
  const given = list(at(value, 'args'))
    .filter((a) => a.value !== undefined || a.valueFrom !== undefined)
    .map((a) => text(a.name) ?? '')
  if (templates.length === 0)
    report(item, `${where}.templates`, 'at least one template', 'name one, or take the analysis out', 'nothing')
  for (const [i, ref] of templates.entries()) {
    const wide = ref.clusterScope === true
    const kind = wide ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate'
    const name = text(ref.templateName) ?? ''
    const template = cluster.find(kind, wide ? '' : item.namespace, name)
    if (template === undefined) {
      const all = (wide ? cluster.every(kind) : cluster.kindIn(kind, item.namespace)).map((t) => t.name)
      report(
        item,
        `${where}.templates[${i}].templateName`,
        `a template of kind ${kind} that is there`,
        suggestion(name, all),
      )
      continue
    }
    for (const arg of unset(template)) {
      if (!given.includes(arg))
        report(item, `${where}.args`, `a value for ${show(arg)} of ${name}`, 'add it', `no ${show(arg)}`)
    }
    for (const [j, metric] of list(template.spec.metrics).entries()) {
      if (inline && metric.interval !== undefined && metric.count === undefined) {
        report(
          template,
          `spec.metrics[${j}].count`,
          `a count, as ${item.name} runs it as a step: without one it never ends`,
          'add a count',
        )
      }
    }
  }
}

export const rolloutAnalysis: Rule = {
  code: 'rollout-analysis',
  guards: 'the templates of an analysis are there, have all their arguments, and end where a step waits for them',
  source: 'Rollouts validation_references.go (FIELD-NOTES A14, A16)',
  check: (cluster, report) => {
    for (const { item, fields: canary, steps } of canaries(cluster)) {
      if (isFields(canary.analysis))
        analysis(cluster, item, canary.analysis, 'spec.strategy.canary.analysis', false, report)
      for (const [i, step] of steps.entries()) {
        if (step.analysis !== undefined)
          analysis(cluster, item, fields(step.analysis), `spec.strategy.canary.steps[${i}].analysis`, true, report)
      }
    }
  },
}
