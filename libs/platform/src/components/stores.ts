import { monitoringNamespace, queueAuthentication, secretStore } from '@slipway/manifests'
import { argoNamespace, tellsGitHub } from '../dispatch.ts'
import type { Component } from './component.ts'
import { ClusterSecretStore, ClusterTriggerAuthentication } from './kinds.ts'

/** Both operators use their ServiceAccounts' AWS roles (EKS Pod Identity): no `auth`, no `roleArn`. */
export const stores: Component = (chart, { cluster }, fleet) => {
  new ClusterSecretStore(chart, 'secrets', {
    metadata: { name: secretStore },
    spec: {
      provider: { aws: { service: 'SecretsManager', region: cluster.region } },
      // Namespaces of teams and of secrets.ts.
      conditions: [
        { namespaceSelector: { matchLabels: { 'app.kubernetes.io/managed-by': 'slipway' } } },
        { namespaces: [monitoringNamespace, ...(tellsGitHub(cluster, fleet) ? [argoNamespace] : [])] },
      ],
    },
  })
  new ClusterTriggerAuthentication(chart, 'queues', {
    metadata: { name: queueAuthentication },
    spec: { podIdentity: { provider: 'aws', identityOwner: 'keda' } },
  })
}
