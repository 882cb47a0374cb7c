import { at, fields, list, number, quantity, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { scalers, targetOf } from '../../objects/scaler.ts'

interface Target {
  readonly at: string
  readonly resource: string
  readonly container: string | undefined
  /** Percent of the request. */
  readonly percent: number
}

function targets(kind: string, spec: Readonly<Record<string, unknown>>): readonly Target[] {
  if (kind === 'ScaledObject')
    return list(spec.triggers).flatMap((t, i) => {
      const percent = Number(text(at(t, 'metadata', 'value')))
      if (
        (t.type !== 'cpu' && t.type !== 'memory') ||
        (t.metricType ?? 'Utilization') !== 'Utilization' ||
        Number.isNaN(percent)
      )
        return []
      return [
        {
          at: `spec.triggers[${i}].metadata.value`,
          resource: t.type,
          container: text(at(t, 'metadata', 'containerName')),
          percent,
        },
      ]
    })
  return list(spec.metrics).flatMap((m, i) => {
    const field = m.type === 'ContainerResource' ? 'containerResource' : 'resource'
    const source = fields(m[field])
    const percent = number(at(source, 'target', 'averageUtilization'))
    return percent === undefined
      ? []
      : [
          {
            at: `spec.metrics[${i}].${field}.target.averageUtilization`,
            resource: text(source.name) ?? '',
            container: text(source.container),
            percent,
          },
        ]
  })
}

/** A pod near its memory limit is killed before the average gets there. */
const nearLimit = 0.9

export const scalerReach: Rule = {
  code: 'scaler-reach',
  guards: 'what a scaler waits for can happen: the target lies under the limit of the container that is watched',
  source:
    'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/ (cpu is throttled at its limit, memory killed)',
  check: (cluster, report) => {
    for (const scaler of scalers(cluster)) {
      const workload = targetOf(cluster, scaler)
      for (const { at: where, resource, container, percent } of targets(scaler.item.kind, scaler.item.spec)) {
        for (const c of workload?.containers.filter(
          (one) => one.role !== 'init' && (container === undefined || one.name === container),
        ) ?? []) {
          const request = quantity(at(c.spec, 'resources', 'requests', resource))
          const limit = quantity(at(c.spec, 'resources', 'limits', resource))
          if (request === undefined || request === 0 || limit === undefined) continue
          const most = Math.floor((100 * limit * (resource === 'memory' ? nearLimit : 1)) / request)
          const under = resource === 'memory' ? percent <= most : percent < most
          if (under) continue
          const want =
            resource === 'memory'
              ? `at most ${most}: beyond it the container is killed before more pods come`
              : `less than ${most}, where the container is held back`
          report(scaler.item, where, want, `lower scale.on.${resource}, or raise limits.${resource}`, String(percent))
        }
      }
    }
  },
}
