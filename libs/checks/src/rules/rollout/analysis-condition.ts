import { at, list, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

function problem(condition: string): string | undefined {
  // Quoted texts are no code.
  const code = condition.replaceAll(/"[^"]*"|'[^']*'/g, '""')
  if (/\bresult\[/.test(code) && !/\blen\(\s*result\s*\)/.test(code))
    return 'a guard for an empty result, such as len(result) == 0 || result[0] <= 0.01'
  if (
    /\bresult\b(?!\s*\[)/.test(
      code
        .replaceAll(/\blen\(\s*result\s*\)/g, '')
        .replaceAll(/\b(all|any|none|one|filter|map|count)\(\s*result\b/g, ''),
    )
  ) {
    return 'result[0]: Prometheus answers with a list'
  }
  return undefined
}

export const analysisCondition: Rule = {
  code: 'analysis-condition',
  guards:
    'a condition stands an empty answer of Prometheus: result[0] of nothing is an error, and four of those abort the canary',
  source: 'Rollouts prometheus.go, evaluate.go (FIELD-NOTES A14)',
  check: (cluster, report) => {
    for (const item of cluster.kind('AnalysisTemplate', 'ClusterAnalysisTemplate')) {
      for (const [i, metric] of list(item.spec.metrics).entries()) {
        if (at(metric, 'provider', 'prometheus') === undefined) continue
        for (const field of ['successCondition', 'failureCondition']) {
          const condition = text(metric[field])
          const want = condition === undefined ? undefined : problem(condition)
          if (want !== undefined) report(item, `spec.metrics[${i}].${field}`, want, 'correct the condition')
        }
      }
    }
  },
}
