import { podLevel } from '../../objects/pod-breaches.ts'
import type { KubeObject } from '@slipway/core'
import {
  at,
  fields,
  isFields,
  itemsOf,
  list,
  matches,
  number,
  text,
  textMap,
  workloadOf,
  type Fields,
  type Item,
  type Workload,
} from '@slipway/kube'
import type { WorkloadFacts } from './sheet.ts'
import { withoutAccount } from './sum.ts'

/**
 * The pods that the Prometheus operator makes of its kinds, as far as our values say them: labels and account are those
 * of operator 0.93 (pkg/prometheus/statefulset.go, pkg/alertmanager/statefulset.go).
 */
function operated(item: Item): KubeObject | undefined {
  const { kind, name, spec, object } = item
  if (kind !== 'Prometheus' && kind !== 'Alertmanager') return undefined
  const program = kind.toLowerCase()
  const labels = {
    'app.kubernetes.io/name': program,
    'app.kubernetes.io/instance': name,
    'operator.prometheus.io/name': name,
    [program]: name,
  }
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { ...object.metadata, name: `${program}-${name}` },
    spec: {
      replicas: spec.replicas,
      template: {
        metadata: { labels },
        spec: {
          ...Object.fromEntries(
            [
              'nodeSelector',
              'tolerations',
              'affinity',
              'topologySpreadConstraints',
              'serviceAccountName',
              'priorityClassName',
              'securityContext',
              'hostNetwork',
            ]
              .filter((key) => spec[key] !== undefined)
              .map((key) => [key, spec[key]]),
          ),
          containers: [
            {
              name: program,
              image: spec.image,
              resources: spec.resources,
              // The operator's own.
              securityContext: {
                allowPrivilegeEscalation: false,
                capabilities: { drop: ['ALL'] },
                readOnlyRootFilesystem: true,
              },
            },
          ],
        },
      },
    },
  }
}

const textOrNumber = (value: unknown): string | number | undefined => text(value) ?? number(value)

/** Only what is there, so that a sheet has no empty fields. */
const present = <T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never

const tolerationsOf = (pod: Fields): WorkloadFacts['tolerations'] =>
  list(pod.tolerations).map(({ key, operator, value, effect }) =>
    present({
      key: text(key),
      operator: text(operator),
      value: value === undefined ? undefined : String(value as string),
      effect: text(effect),
    }),
  )

const affinityOf = (pod: Fields): string[][] =>
  list(at(pod.affinity, 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms')).map(
    ({ matchExpressions }) =>
      list(matchExpressions).map(({ key, operator, values }) =>
        [text(key), text(operator), ...(Array.isArray(values) ? [values.join(',')] : [])].join(' '),
      ),
  )

const isSpread = (pod: Fields): boolean =>
  list(pod.topologySpreadConstraints).length > 0 || isFields(at(pod.affinity, 'podAntiAffinity'))

function budgetsOf({ item, labels }: Workload, items: readonly Item[]): WorkloadFacts['budgets'] {
  return items
    .filter(
      ({ kind, namespace, spec }) =>
        kind === 'PodDisruptionBudget' &&
        namespace === item.namespace &&
        isFields(spec.selector) &&
        matches(spec.selector, labels),
    )
    .map(({ name, spec }) =>
      present({
        name,
        minAvailable: textOrNumber(spec.minAvailable),
        maxUnavailable: textOrNumber(spec.maxUnavailable),
      }),
    )
}

/** The scaler's minimum, else the workload's own number; 1 by default. */
function replicasOf({ item }: Workload, items: readonly Item[]): number | undefined {
  if (item.kind === 'DaemonSet') return undefined
  if (item.kind === 'Job' || item.kind === 'CronJob') return 1
  const scaler = items.find(
    ({ kind, namespace, spec }) =>
      kind === 'HorizontalPodAutoscaler' &&
      namespace === item.namespace &&
      at(spec, 'scaleTargetRef', 'kind') === item.kind &&
      at(spec, 'scaleTargetRef', 'name') === item.name,
  )
  return number(scaler?.spec.minReplicas) ?? number(item.spec.replicas) ?? 1
}

function containersOf({ containers }: Workload): WorkloadFacts['containers'] {
  return containers.map(({ name, role, spec }) => ({
    name,
    image: withoutAccount(text(spec.image) ?? ''),
    ...(role === 'init' ? { init: true as const } : {}),
    requests: Object.keys(fields(at(spec.resources, 'requests'))).sort(),
    limits: Object.keys(fields(at(spec.resources, 'limits'))).sort(),
  }))
}

function one(workload: Workload, items: readonly Item[]): WorkloadFacts {
  const { item, pod } = workload
  const { level, because } = podLevel(workload)
  return present({
    kind: item.kind,
    namespace: item.namespace,
    name: item.name,
    replicas: replicasOf(workload, items),
    account: text(pod.serviceAccountName) ?? 'default',
    level,
    because: [...because],
    nodeSelector: Object.fromEntries(textMap(pod.nodeSelector)),
    affinity: affinityOf(pod),
    tolerations: tolerationsOf(pod),
    spread: isSpread(pod),
    priority: text(pod.priorityClassName),
    budgets: budgetsOf(workload, items),
    containers: containersOf(workload),
  })
}

/**
 * Workloads of a chart, with what the Prometheus operator makes of its kinds. Helm's tests are none: nobody runs them.
 */
export function workloadFacts(items: readonly Item[]): WorkloadFacts[] {
  const made = itemsOf({ path: '', source: '', objects: items.flatMap((item) => operated(item) ?? []) })
  const isTest = ({ object }: Item): boolean =>
    /^test/.test(text(at(object, 'metadata', 'annotations', 'helm.sh/hook')) ?? '')
  return [...items, ...made]
    .filter((item) => !isTest(item))
    .flatMap((item) => workloadOf(item) ?? [])
    .map((workload) => one(workload, items))
    .toSorted((a, b) => (`${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1))
}
