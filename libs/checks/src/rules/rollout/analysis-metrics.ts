import { at, isFields, list, seconds, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

export const analysisMetrics: Rule = {
  code: 'analysis-metrics',
  guards: 'an analysis measures something, under a name of its own, and knows what a good result is',
  source: 'Rollouts validation.go ValidateMetric (FIELD-NOTES A14): both conditions and neither met pauses for a human',
  check: (cluster, report) => {
    for (const item of cluster.kind('AnalysisTemplate', 'ClusterAnalysisTemplate')) {
      const metrics = list(item.spec.metrics)
      if (metrics.length === 0) report(item, 'spec.metrics', 'at least one metric', 'add one', 'nothing')
      const seen = new Set<string>()
      for (const [i, metric] of metrics.entries()) {
        const where = `spec.metrics[${i}]`
        const name = text(metric.name) ?? ''
        if (name === '' || seen.has(name)) report(item, `${where}.name`, 'a name of its own', 'rename it')
        seen.add(name)
        if (!isFields(metric.provider) || Object.keys(metric.provider).length !== 1)
          report(item, `${where}.provider`, 'one provider', 'leave one')
        const prometheus = at(metric, 'provider', 'prometheus')
        if (prometheus !== undefined) {
          for (const field of ['query', 'address']) {
            if ((text(at(prometheus, field)) ?? '').trim() === '')
              report(item, `${where}.provider.prometheus.${field}`, 'some text', 'add it')
          }
          if (metric.successCondition === undefined && metric.failureCondition === undefined)
            report(item, where, 'successCondition or failureCondition', 'say what a good result is', 'no condition')
        }
        if (metric.successCondition !== undefined && metric.failureCondition !== undefined) {
          report(
            item,
            where,
            'one of them: where neither holds, the canary waits for a human',
            'leave one',
            'successCondition and failureCondition',
          )
        }
        if (metric.count !== undefined && Number(metric.count) > 1 && seconds(metric.interval) === undefined)
          report(item, `${where}.interval`, 'an interval, as it is measured more than once', 'add it')
        const [limit, count] = [Number(metric.failureLimit ?? 0), Number(metric.count ?? 0)]
        if (count > 0 && limit >= count)
          report(item, `${where}.failureLimit`, `less than count (${count}), or it can never fail`, 'lower it')
      }
    }
  },
}
