import { show, suggestion } from '@slipway/core'
import { at, type Fields, fields, type Item, list, table, text, type Workload } from '@slipway/kube'
import type { Report, Rule } from '../../engine/rule.ts'
import type { RuleContext } from '../../engine/rule-context.ts'
import { scalers, targetOf } from '../../objects/scaler.ts'

function utilisation(
  item: Item,
  where: string,
  resource: string,
  container: string | undefined,
  target: Workload | undefined,
  report: Report,
): void {
  if (target === undefined) return
  const staying = target.containers.filter((c) => c.role !== 'init')
  const named = container === undefined ? staying : staying.filter((c) => c.name === container)
  if (named.length === 0) {
    report(
      item,
      where,
      `a container of ${target.item.kind} ${target.item.name}`,
      suggestion(
        container ?? '',
        staying.map((c) => c.name),
      ),
      `a container ${show(container)}`,
    )
  }
  for (const c of named) {
    if (at(c.spec, 'resources', 'requests', resource) !== undefined) continue
    report(
      item,
      where,
      `a request for ${resource}`,
      'say how much the container needs',
      `percent of the ${resource} that ${c.name} asks for, which is nothing`,
    )
  }
}

function hpaMetric(item: Item, metric: Fields, where: string, target: Workload | undefined, report: Report): void {
  const source =
    metric.type === 'ContainerResource'
      ? fields(metric.containerResource)
      : metric.type === 'Resource'
        ? fields(metric.resource)
        : undefined
  if (source === undefined || at(source, 'target', 'type') !== 'Utilization') return
  utilisation(item, where, text(source.name) ?? '', text(source.container), target, report)
}

/** https://keda.sh/docs/latest/scalers/ */
const needed = table<readonly string[]>({
  prometheus: ['serverAddress', 'query', 'threshold'],
  cpu: ['value'],
  memory: ['value'],
  cron: ['start', 'end', 'timezone', 'desiredReplicas'],
  'aws-sqs-queue': ['queueURL', 'awsRegion'],
})

function trigger(
  cluster: RuleContext,
  item: Item,
  one: Fields,
  where: string,
  target: Workload | undefined,
  report: Report,
): void {
  const type = text(one.type) ?? ''
  const metadata = fields(one.metadata)
  for (const field of needed[type] ?? []) {
    const value = metadata[field]
    if (typeof value !== 'string' || value.trim() === '')
      report(item, `${where}.metadata.${field}`, `text, as a ${type} trigger needs it`, 'add it, in quotes')
  }
  const kind = text(at(one, 'authenticationRef', 'kind')) ?? 'TriggerAuthentication'
  const auth = text(at(one, 'authenticationRef', 'name'))
  if (auth !== undefined && cluster.find(kind, kind.startsWith('Cluster') ? '' : item.namespace, auth) === undefined) {
    report(item, `${where}.authenticationRef.name`, `a ${kind} that is there`, 'add it, or correct the name')
  }
  if ((type === 'cpu' || type === 'memory') && (one.metricType ?? 'Utilization') === 'Utilization')
    utilisation(item, where, type, text(metadata.containerName), target, report)
}

export const scalerMetrics: Rule = {
  code: 'scaler-metrics',
  guards: 'a scaler has signals, and what they are a percentage of exists',
  source:
    'FIELD-NOTES A12; https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#container-resource-metrics',
  check: (cluster, report) => {
    for (const scaler of scalers(cluster)) {
      const { item } = scaler
      const target = targetOf(cluster, scaler)
      const field = item.kind === 'ScaledObject' ? 'triggers' : 'metrics'
      const all = list(item.spec[field])
      if (all.length === 0)
        report(item, `spec.${field}`, 'at least one signal to scale on', 'add one, or take the scaler out', 'nothing')
      for (const [i, one] of all.entries()) {
        if (field === 'metrics') hpaMetric(item, one, `spec.metrics[${i}]`, target, report)
        else trigger(cluster, item, one, `spec.triggers[${i}]`, target, report)
      }
    }
  },
}
