import type { RiskLevel } from '../risks/level.ts'
import type { AnnotationTopic } from './annotation-topics.ts'

/**
 * Keys that stop somebody while their value fits (without one: while they are there at all), and what holds when they
 * stop nobody. The last is a value that makes it a high risk.
 */
export type SwitchRow = readonly [
  key: string,
  on: RegExp | undefined,
  topic: AnnotationTopic,
  level: RiskLevel,
  offTopic: AnnotationTopic,
  offLevel: RiskLevel,
  dangerous?: RegExp,
]
/** As strconv.ParseBool. */
const yes = /^(?:1|t|T|true|TRUE|True)$/

/**
 * KEDA: docs/concepts/scaling-deployments, Pausing autoscaling. Argo CD: user-guide/skip_reconcile; on a cluster's
 * Secret, for all of its Applications.
 */
export const annotationSwitches = {
  keda: [
    ['autoscaling.keda.sh/paused-replicas', undefined, 'scaling-fixed', 'medium', 'scaling-resumes', 'low', /^0$/],
    ['autoscaling.keda.sh/paused', yes, 'scaling-stops', 'medium', 'scaling-resumes', 'low'],
    ['autoscaling.keda.sh/paused-scale-in', yes, 'only-more-pods', 'low', 'scaling-resumes', 'low'],
    ['autoscaling.keda.sh/paused-scale-out', yes, 'only-fewer-pods', 'medium', 'scaling-resumes', 'low'],
  ],
  'argo-cd': [
    ['argocd.argoproj.io/skip-reconcile', /^true$/i, 'sync-stops', 'high', 'sync-resumes', 'medium'],
    ['helm.sh/resource-policy', /^keep$/, 'kept-at-end', 'low', 'deleted-at-end', 'medium'],
  ],
  flux: [
    [
      'kustomize.toolkit.fluxcd.io/reconcile',
      /^disabled$/,
      'controller-stops',
      'medium',
      'controller-resumes',
      'medium',
    ],
    ['kustomize.toolkit.fluxcd.io/prune', /^disabled$/, 'kept-at-end', 'low', 'deleted-at-end', 'medium'],
    ['kustomize.toolkit.fluxcd.io/ssa', /^ignore$/i, 'controller-stops', 'medium', 'controller-resumes', 'medium'],
  ],
  operators: [
    ['crossplane.io/paused', yes, 'controller-stops', 'medium', 'controller-resumes', 'medium'],
    ['cluster.x-k8s.io/paused', undefined, 'controller-stops', 'medium', 'controller-resumes', 'medium'],
    ['strimzi.io/pause-reconciliation', yes, 'controller-stops', 'medium', 'controller-resumes', 'medium'],
    ['cnpg.io/reconciliationLoop', /^disabled$/, 'controller-stops', 'medium', 'controller-resumes', 'medium'],
    ['eck.k8s.elastic.co/managed', /^false$/, 'controller-stops', 'medium', 'controller-resumes', 'medium'],
    ['services.k8s.aws/deletion-policy', /^retain$/i, 'kept-at-end', 'low', 'deleted-at-end', 'high'],
    ['cnrm.cloud.google.com/deletion-policy', /^abandon$/i, 'kept-at-end', 'low', 'deleted-at-end', 'high'],
    ['strimzi.io/deletion-policy', /^retain$/i, 'kept-at-end', 'low', 'deleted-at-end', 'high'],
  ],
} as const satisfies Readonly<Record<string, readonly SwitchRow[]>>
