import type { Sabotage } from '../../stage/scenario.ts'
import { editing, editingIfThere } from '../shared/sabotages.ts'

/** The HPA is told to scale a Deployment, and there is a Rollout. */
export const scalerOfNothing: Sabotage = {
  name: 'scaler-of-nothing',
  change: editing(/\/horizontalpodautoscaler-/, (text) =>
    text.replace(/apiVersion: argoproj.io\/v1alpha1\n {4}kind: Rollout/, 'apiVersion: apps/v1\n    kind: Deployment'),
  ),
  says: /FailedGetScale: .*deployments\.apps "[^"]+" not found/,
}

/** KEDA asks for the requests to a workload that nobody has. */
export const queryOfNobody: Sabotage = {
  name: 'query-of-nobody',
  change: editing(/\/scaledobject-/, (text) =>
    text.replaceAll(/destination_workload="([^"]+)"/g, 'destination_workload="$1-app"'),
  ),
  says: /the HPA wants \d+ by requests 0 of \d+; Prometheus has no series for istio_requests_total/,
}

/** The scaler may not have more than its least. */
export const lowCeiling: Sabotage = {
  name: 'low-ceiling',
  change: editing(/\/scaledobject-/, (text) => text.replace(/maxReplicaCount: \d+/, 'maxReplicaCount: 2')),
  says: /the HPA wants 2 by requests \d+\S* of \d+; .*TooManyReplicas: the desired replica count is more than the maximum replica count/,
}

const machines = /(key: karpenter\.k8s\.aws\/instance-family\n\s+operator: In\n\s+values:\n)(?: {12}- .*\n)+/
const pools = /\/nodepool-(?!system)/

/** The pool asks for machines that there are not. */
export const poolOfNoMachines: Sabotage = {
  name: 'pool-of-no-machines',
  change: editingIfThere(pools, (text) => text.replace(machines, '$1            - m99\n')),
  says: /pods have no place: .*NoCompatibleInstanceTypes: NodePool requirements filtered out all/,
}

/** A budget that never lets a pod go: its node can never be emptied. */
export const budgetForGood: Sabotage = {
  name: 'budget-that-blocks',
  change: editing(/\/poddisruptionbudget-/, (text) => text.replace(/maxUnavailable: \S+/, 'maxUnavailable: 0')),
  says: /PodDisruptionBudget \S+ \(maxUnavailable 0\) lets no pod go although all \d+ of \d+ are ready/,
}

export const scaleLoadBreaks: readonly Sabotage[] = [scalerOfNothing, queryOfNobody, poolOfNoMachines, budgetForGood]
