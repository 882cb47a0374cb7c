import type { Chart } from 'cdk8s'
import { inMonitoring, labelsOf } from '../signals/agent-pod.ts'
import { ClusterRole, ClusterRoleBinding } from './kinds.ts'

const rbac = 'rbac.authorization.k8s.io'

/**
 * Lets an agent on each node read names and labels, by which it knows an app. Of the cluster, so that its name says
 * whose it is.
 */
export function podReader(chart: Chart, name: string, resources: readonly ('pods' | 'namespaces')[]): void {
  const metadata = { name: `slipway-${name}`, labels: labelsOf(name) }
  new ClusterRole(chart, `${name}-role`, {
    metadata,
    rules: [{ apiGroups: [''], resources: [...resources], verbs: ['get', 'list', 'watch'] }],
  })
  const { namespace } = inMonitoring(name)
  new ClusterRoleBinding(chart, `${name}-binding`, {
    metadata,
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: metadata.name },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  })
}
