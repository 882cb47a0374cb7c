import { suggestion, repeated } from '@slipway/core'
import { isFields, list, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

/** Every `{{args.<name>}}` below a value. */
function used(value: unknown, at: string): readonly (readonly [name: string, at: string])[] {
  if (typeof value === 'string')
    return [...value.matchAll(/\{\{\s*args\.([\w-]+)\s*\}\}/g)].map(([, name = '']) => [name, at] as const)
  if (Array.isArray(value)) return value.flatMap((v, i) => used(v, `${at}[${i}]`))
  return isFields(value) ? Object.entries(value).flatMap(([k, v]) => used(v, `${at}.${k}`)) : []
}

export const analysisArgs: Rule = {
  code: 'analysis-args',
  guards: 'an analysis uses only the arguments that it declares',
  source: 'Rollouts analysis.md, validation_references.go (FIELD-NOTES A14)',
  check: (cluster, report) => {
    for (const item of cluster.kind('AnalysisTemplate', 'ClusterAnalysisTemplate')) {
      const declared = list(item.spec.args).map((a) => text(a.name) ?? '')
      for (const [name, where] of used(item.spec.metrics, 'spec.metrics')) {
        if (!declared.includes(name))
          report(item, where, 'an argument of spec.args', suggestion(name, declared), `{{args.${name}}}`)
      }
      for (const [i] of repeated(declared))
        report(item, `spec.args[${i}].name`, 'each argument once', 'take one of the two out')
    }
  },
}
