import { show, suggestion } from '@slipway/core'
import { at, type Fields, fields, type Item, list, table, text, type Workload } from '@slipway/kube'
import type { Report, Rule } from '../../engine/rule.ts'
import type { RuleContext } from '../../engine/rule-context.ts'
import { scalers, targetOf, utilisationTargets } from '../../objects/scaler.ts'

function utilisation(item: Item, workload: Workload, report: Report): void {
  for (const { metric, resource, container, watched } of utilisationTargets(item, workload)) {
    if (watched.length === 0) {
      const names = workload.containers.filter((c) => c.role !== 'init').map((c) => c.name)
      const want = `a container of ${workload.item.kind} ${workload.item.name}`
      report(item, metric, want, suggestion(container ?? '', names), `a container ${show(container)}`)
    }
    for (const { name, spec } of watched) {
      if (at(spec, 'resources', 'requests', resource) !== undefined) continue
      const got = `percent of the ${resource} that ${name} asks for, which is nothing`
      report(item, metric, `a request for ${resource}`, 'say how much the container needs', got)
    }
  }
}

/** https://keda.sh/docs/latest/scalers/ */
const needed = table<readonly string[]>({
  prometheus: ['serverAddress', 'query', 'threshold'],
  cpu: ['value'],
  memory: ['value'],
  cron: ['start', 'end', 'timezone', 'desiredReplicas'],
  'aws-sqs-queue': ['queueURL', 'awsRegion'],
})

function trigger(cluster: RuleContext, item: Item, one: Fields, where: string, report: Report): void {
  const type = text(one.type) ?? ''
  for (const field of needed[type] ?? []) {
    const value = fields(one.metadata)[field]
    if (typeof value !== 'string' || value.trim() === '')
      report(item, `${where}.metadata.${field}`, `text, as a ${type} trigger needs it`, 'add it, in quotes')
  }
  const kind = text(at(one, 'authenticationRef', 'kind')) ?? 'TriggerAuthentication'
  const auth = text(at(one, 'authenticationRef', 'name'))
  if (auth !== undefined && cluster.find(kind, kind.startsWith('Cluster') ? '' : item.namespace, auth) === undefined)
    report(item, `${where}.authenticationRef.name`, `a ${kind} that is there`, 'add it, or correct the name')
}

/**
 * KEDA answers for its own ScaledObjects' metrics, metrics-server for cpu and memory; another adapter comes by a chart
 * of the fleet, or by somebody whom we do not see.
 */
const served = ['Resource', 'ContainerResource']
const bringsAdapter = ({ fleet }: RuleContext): boolean =>
  (fleet.charts ?? []).some(({ kinds = [] }) => kinds.includes('apiregistration.k8s.io/APIService'))

function unserved(cluster: RuleContext, item: Item, all: readonly Fields[], warn: Report): void {
  if (item.kind === 'ScaledObject' || bringsAdapter(cluster)) return
  for (const [i, { type }] of all.entries())
    if (typeof type === 'string' && !served.includes(type))
      warn(
        item,
        `spec.metrics[${i}].type`,
        'cpu or memory: nothing that we know serves other metrics to an HPA, which would never scale in',
        'write `scale.on` in app.ts, which asks KEDA; leave it if the cluster has an adapter',
      )
}

export const scalerMetrics: Rule = {
  code: 'scaler-metrics',
  guards: 'a scaler has signals, and what they are a percentage of exists',
  source:
    'FIELD-NOTES A12; https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#container-resource-metrics',
  check: (cluster, report, warn) => {
    for (const scaler of scalers(cluster)) {
      const { item } = scaler
      const field = item.kind === 'ScaledObject' ? 'triggers' : 'metrics'
      const all = list(item.spec[field])
      if (all.length === 0)
        report(item, `spec.${field}`, 'at least one signal to scale on', 'add one, or take the scaler out', 'nothing')
      if (field === 'triggers')
        for (const [i, one] of all.entries()) trigger(cluster, item, one, `spec.triggers[${i}]`, report)
      unserved(cluster, item, all, warn)
      const target = targetOf(cluster, scaler)
      if (target !== undefined) utilisation(item, target, report)
    }
  },
}
