import { runsItself } from '@slipway/fleet'
import type { Component } from './component.ts'
import { FlowSchema } from './kinds.ts'

const karpenter = {
  kind: 'ServiceAccount',
  serviceAccount: { name: 'karpenter', namespace: 'karpenter' },
} as const

/**
 * The priority that Kubernetes gives to accounts in kube-system by itself (its FlowSchemas `system-leader-election` and
 * `kube-system-service-accounts`): Karpenter has a namespace of its own, and on a busy API server it would lose its
 * lease beside everybody else.
 */
export const priority: Component = (chart, { cluster }) => {
  if (cluster.nodes.scaler !== 'karpenter' || runsItself(cluster, 'karpenter')) return
  new FlowSchema(chart, 'karpenter-leader-election', {
    metadata: { name: 'karpenter-leader-election' },
    spec: {
      distinguisherMethod: { type: 'ByUser' },
      matchingPrecedence: 200,
      priorityLevelConfiguration: { name: 'leader-election' },
      rules: [
        {
          subjects: [karpenter],
          resourceRules: [
            {
              apiGroups: ['coordination.k8s.io'],
              namespaces: ['*'],
              resources: ['leases'],
              verbs: ['get', 'create', 'update'],
            },
          ],
        },
      ],
    },
  })
  new FlowSchema(chart, 'karpenter-workload', {
    metadata: { name: 'karpenter-workload' },
    spec: {
      distinguisherMethod: { type: 'ByUser' },
      matchingPrecedence: 1000,
      priorityLevelConfiguration: { name: 'workload-high' },
      rules: [
        {
          subjects: [karpenter],
          nonResourceRules: [{ nonResourceURLs: ['*'], verbs: ['*'] }],
          resourceRules: [{ apiGroups: ['*'], clusterScope: true, namespaces: ['*'], resources: ['*'], verbs: ['*'] }],
        },
      ],
    },
  })
}
