import { monitoringNamespace, queueAuthentication, secretStore } from '@slipway/manifests'
import { argoNamespace, tellsGitHub } from '../dispatch.ts'
import type { Component } from './component.ts'
import { ClusterSecretStore, ClusterTriggerAuthentication } from './kinds.ts'

/** Without keys: both operators act with the AWS role that EKS Pod Identity gives their ServiceAccounts, so `auth` and `roleArn` are absent. */
export const stores: Component = (chart, { cluster }, fleet) => {
  new ClusterSecretStore(chart, 'secrets', {
    metadata: { name: secretStore },
    spec: {
      provider: { aws: { service: 'SecretsManager', region: cluster.region } },
      // Teams' namespaces and the add-ons of secrets.ts.
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
