import type { IClusterSecretStore } from '@kubernetes-models/external-secrets/external-secrets.io/v1'
import type { IClusterTriggerAuthentication } from '@kubernetes-models/keda/keda.sh/v1alpha1'
import { place, type Component } from '../component.ts'
import { argoNamespace, tellsGitHub } from '../dispatch.ts'

/** What apps' ExternalSecrets and ScaledObjects name (libs/manifests). */
export const secretStore = 'aws'
export const queueAuthentication = 'aws'

/**
 * Where secrets and queue lengths come from. No key is in the cluster: both operators act with the AWS role that EKS Pod Identity gives
 * their own ServiceAccounts, so `auth` and `roleArn` are absent.
 */
export const stores: Component = ({ cluster }, fleet) => {
  const addons = ['monitoring', ...(tellsGitHub(cluster, fleet) ? [argoNamespace] : [])]
  const secrets: IClusterSecretStore = {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ClusterSecretStore',
    metadata: { name: secretStore },
    spec: {
      provider: { aws: { service: 'SecretsManager', region: cluster.region } },
      // Teams' namespaces and the add-ons of secrets.ts; nothing that somebody makes by hand.
      conditions: [
        { namespaceSelector: { matchLabels: { 'app.kubernetes.io/managed-by': 'slipway' } } },
        { namespaces: addons },
      ],
    },
  }
  const queues: IClusterTriggerAuthentication = {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ClusterTriggerAuthentication',
    metadata: { name: queueAuthentication },
    spec: { podIdentity: { provider: 'aws', identityOwner: 'keda' } },
  }
  return [place(cluster, 'stores', secrets), place(cluster, 'stores', queues)]
}
