import type { IExternalSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1'
import type { Cluster } from '@slipway/fleet'
import { place, type Component } from '../component.ts'
import { argoNamespace, dispatchKeys, dispatchSecret, tellsGitHub } from '../dispatch.ts'
import { secretStore } from './stores.ts'

export const monitoringNamespace = 'monitoring'
/** The add-ons' secrets, in Kubernetes and in Secrets Manager: `<environment>/platform/<name>`. */
export const alertmanagerSecret = 'alertmanager'
export const grafanaSecret = 'grafana-admin'

function reference(
  cluster: Cluster,
  name: string,
  keys: readonly string[],
  namespace = monitoringNamespace,
): IExternalSecret {
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name, namespace },
    spec: {
      refreshInterval: '1h0m0s',
      secretStoreRef: { kind: 'ClusterSecretStore', name: secretStore },
      target: { name, creationPolicy: 'Owner', deletionPolicy: 'Retain' },
      data: keys.map((key) => ({
        secretKey: key,
        // The operator's own defaults, written out: without them Argo CD sees a difference that is none.
        remoteRef: {
          key: `${cluster.environment}/platform/${name}`,
          property: key,
          conversionStrategy: 'Default',
          decodingStrategy: 'None',
          metadataPolicy: 'None',
        },
      })),
    },
  }
}

/**
 * Which secrets add-ons read, by reference. Where nobody is paged there is no Alertmanager to give one to; where no next step opens by
 * itself, Argo CD has no key to GitHub.
 */
export const secrets: Component = ({ cluster }, fleet) => [
  place(cluster, 'secrets', reference(cluster, grafanaSecret, ['admin-user', 'admin-password'])),
  ...(cluster.quiet ? [] : [place(cluster, 'secrets', reference(cluster, alertmanagerSecret, ['slack-url']))]),
  ...(tellsGitHub(cluster, fleet)
    ? [place(cluster, 'secrets', reference(cluster, dispatchSecret, Object.values(dispatchKeys), argoNamespace))]
    : []),
]
