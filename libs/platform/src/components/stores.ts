import { monitoringNamespace, queueAuthentication, secretStore } from '@slipway/manifests'
import { argoNamespace, tellsGitHub } from '../dispatch.ts'
import type { Component } from './component.ts'
import { ClusterSecretStore, ClusterTriggerAuthentication } from './kinds.ts'

/**
 * Where secrets and queue lengths come from. No key is in the cluster: both operators act with the AWS role that EKS Pod Identity gives
 * their own ServiceAccounts, so `auth` and `roleArn` are absent.
 */
export const stores: Component = (chart, { cluster }, fleet) => {
  new ClusterSecretStore(chart, 'secrets', {
    metadata: { name: secretStore },
    spec: {
      provider: { aws: { service: 'SecretsManager', region: cluster.region } },
      // Teams' namespaces and the add-ons of secrets.ts; nothing that somebody makes by hand.
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
