import { budgetThatBlocks, ifThere, replacing, scaledObjects, type Sabotage } from '../shared/kit.ts'

const scalerOfNothing: Sabotage = {
  name: 'scaler-of-nothing',
  change: replacing(
    /\/horizontalpodautoscaler-/,
    /apiVersion: argoproj.io\/v1alpha1\n {4}kind: Rollout/,
    'apiVersion: apps/v1\n    kind: Deployment',
  ),
  causes: [
    { code: 'condition', reason: 'FailedGetScale' },
    { code: 'not-found', resource: 'deployments.apps' },
  ],
}

export const queryOfNobody: Sabotage = {
  name: 'query-of-nobody',
  change: replacing(scaledObjects, /destination_workload="([^"]+)"/g, 'destination_workload="$1-app"'),
  causes: [
    { code: 'hpa-wants' },
    { code: 'signal', name: 'requests', current: 0 },
    { code: 'no-series', metric: 'istio_requests_total' },
  ],
}

export const lowCeiling: Sabotage = {
  name: 'low-ceiling',
  change: replacing(scaledObjects, /maxReplicaCount: \d+/, 'maxReplicaCount: 2'),
  causes: [
    { code: 'hpa-wants', pods: 2 },
    { code: 'signal', name: 'requests' },
    { code: 'condition', reason: 'TooManyReplicas' },
    { code: 'replicas-at-maximum' },
  ],
}

const machines = /(key: karpenter\.k8s\.aws\/instance-family\n\s+operator: In\n\s+values:\n)(?: {12}- .*\n)+/
const pools = /\/nodepool-(?!system)/

const poolOfNoMachines: Sabotage = {
  name: 'pool-of-no-machines',
  change: ifThere(pools, replacing(pools, machines, '$1            - m99\n')),
  causes: [
    { code: 'no-place' },
    { code: 'condition', reason: 'NoCompatibleInstanceTypes' },
    { code: 'requirements-filter-all' },
  ],
}

export const scaleLoadBreaks: readonly Sabotage[] = [scalerOfNothing, queryOfNobody, poolOfNoMachines, budgetThatBlocks]
