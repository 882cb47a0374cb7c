import { parseDuration, parseQuantity, type DurationSyntax } from '@slipway/kube'
import { pattern, type Pattern } from './pattern.ts'

/** Two spellings may be one amount. */
interface AmountField {
  readonly kinds: readonly string[]
  readonly at: Pattern
  readonly read: (value: unknown) => bigint | undefined
}

const row = (read: AmountField['read'], kinds: string, ...paths: readonly string[]): AmountField => ({
  kinds: kinds.split(' '),
  at: pattern(paths.join('|')),
  read,
})

const quantityOf: AmountField['read'] = (value) => parseQuantity(value)?.nanos
const duration =
  (syntax: DurationSyntax): AmountField['read'] =>
  (value) =>
    parseDuration(value, syntax)

const workloads =
  'Deployment DeploymentConfig Rollout StatefulSet DaemonSet ReplicaSet Job CronJob Pod ReplicationController'

/**
 * Quantities as in https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/. Durations:
 * Istio, Karpenter and External Secrets read Go's, the Prometheus operator Prometheus' own.
 */
const amounts: readonly AmountField[] = [
  row(
    quantityOf,
    workloads,
    '**.containers[*].resources.requests.*',
    '**.containers[*].resources.limits.*',
    '**.initContainers[*].resources.requests.*',
    '**.initContainers[*].resources.limits.*',
    '**.volumes[*].emptyDir.sizeLimit',
    '**.volumeClaimTemplates[*].spec.resources.requests.*',
    '**.resourceFieldRef.divisor',
  ),
  row(quantityOf, 'PersistentVolumeClaim', 'spec.resources.requests.*', 'spec.resources.limits.*'),
  row(quantityOf, 'PersistentVolume', 'spec.capacity.*'),
  row(quantityOf, 'ResourceQuota', 'spec.hard.*'),
  row(
    quantityOf,
    'LimitRange',
    'spec.limits[*].max.*',
    'spec.limits[*].min.*',
    'spec.limits[*].default.*',
    'spec.limits[*].defaultRequest.*',
    'spec.limits[*].maxLimitRequestRatio.*',
  ),
  row(quantityOf, 'HorizontalPodAutoscaler', 'spec.metrics[*].*.target.averageValue', 'spec.metrics[*].*.target.value'),
  row(quantityOf, 'NodePool', 'spec.limits.*'),
  row(duration('rollouts'), 'Rollout', 'spec.strategy.canary.steps[*].pause.duration'),
  row(
    duration('go'),
    'AnalysisTemplate ClusterAnalysisTemplate',
    'spec.metrics[*].interval',
    'spec.metrics[*].initialDelay',
  ),
  row(
    duration('go'),
    'VirtualService',
    'spec.http[*].timeout',
    'spec.http[*].retries.perTryTimeout',
    'spec.http[*].fault.delay.fixedDelay',
  ),
  row(
    duration('go'),
    'DestinationRule',
    '**.connectionPool.tcp.connectTimeout',
    '**.outlierDetection.interval',
    '**.outlierDetection.baseEjectionTime',
  ),
  row(duration('prometheus'), 'PrometheusRule', 'spec.groups[*].interval', 'spec.groups[*].rules[*].for'),
  row(duration('prometheus'), 'PodMonitor ServiceMonitor', '**.interval', '**.scrapeTimeout'),
  row(duration('go'), 'ExternalSecret', 'spec.refreshInterval'),
  row(
    duration('go'),
    'NodePool',
    'spec.disruption.consolidateAfter',
    'spec.template.spec.expireAfter',
    'spec.template.spec.terminationGracePeriod',
  ),
]

/** Two different values, one amount. */
export function sameAmount(kind: string, steps: readonly string[], before: unknown, after: unknown): boolean {
  const field = amounts.find(({ kinds, at }) => kinds.includes(kind) && at(steps))
  const amount = field?.read(before)
  return amount !== undefined && amount === field?.read(after)
}
