import type { Sabotage } from '../../stage/scenario.ts'
import { editing, editingIfThere } from '../shared/sabotages.ts'

/** The HPA is told to scale a Deployment, and there is a Rollout. */
export const scalerOfNothing: Sabotage = {
  name: 'scaler-of-nothing',
  change: editing(/\/horizontalpodautoscaler-/, (text) =>
    text.replace(/apiVersion: argoproj.io\/v1alpha1\n {4}kind: Rollout/, 'apiVersion: apps/v1\n    kind: Deployment'),
  ),
  noticedBy: {
    causes: [
      { code: 'condition', reason: 'FailedGetScale' },
      { code: 'not-found', resource: 'deployments.apps' },
    ],
  },
}

/** KEDA asks for the requests to a workload that nobody has. */
export const queryOfNobody: Sabotage = {
  name: 'query-of-nobody',
  change: editing(/\/scaledobject-/, (text) =>
    text.replaceAll(/destination_workload="([^"]+)"/g, 'destination_workload="$1-app"'),
  ),
  noticedBy: {
    causes: [
      { code: 'hpa-wants' },
      { code: 'signal', name: 'requests', current: 0 },
      { code: 'no-series', metric: 'istio_requests_total' },
    ],
  },
}

/** The scaler may not have more than its least. */
export const lowCeiling: Sabotage = {
  name: 'low-ceiling',
  change: editing(/\/scaledobject-/, (text) => text.replace(/maxReplicaCount: \d+/, 'maxReplicaCount: 2')),
  noticedBy: {
    causes: [
      { code: 'hpa-wants', pods: 2 },
      { code: 'signal', name: 'requests' },
      { code: 'condition', reason: 'TooManyReplicas' },
      { code: 'replicas-at-maximum' },
    ],
  },
}

const machines = /(key: karpenter\.k8s\.aws\/instance-family\n\s+operator: In\n\s+values:\n)(?: {12}- .*\n)+/
const pools = /\/nodepool-(?!system)/

/** The pool asks for machines that there are not. */
export const poolOfNoMachines: Sabotage = {
  name: 'pool-of-no-machines',
  change: editingIfThere(pools, (text) => text.replace(machines, '$1            - m99\n')),
  noticedBy: {
    causes: [
      { code: 'no-place' },
      { code: 'condition', reason: 'NoCompatibleInstanceTypes' },
      { code: 'requirements-filter-all' },
    ],
  },
}

/** A budget that never lets a pod go: its node can never be emptied. */
export const budgetForGood: Sabotage = {
  name: 'budget-that-blocks',
  change: editing(/\/poddisruptionbudget-/, (text) => text.replace(/maxUnavailable: \S+/, 'maxUnavailable: 0')),
  noticedBy: { causes: [{ code: 'budget-blocks', rule: 'maxUnavailable 0' }] },
}

export const scaleLoadBreaks: readonly Sabotage[] = [scalerOfNothing, queryOfNobody, poolOfNoMachines, budgetForGood]
