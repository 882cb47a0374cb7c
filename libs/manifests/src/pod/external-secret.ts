import type { IExternalSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1'
import type { ResolvedApp } from '@slipway/model'
import { metadata, secretName } from '../labels.ts'
import { addObject, type Chart } from '../object.ts'

/** The ClusterSecretStore of libs/platform. */
export const secretStore = 'aws'

/** Which secrets the app reads, by reference; External Secrets brings their values into the cluster, git never sees them. */
export function externalSecret(chart: Chart, app: ResolvedApp): void {
  if (app.secrets.length === 0) return
  addObject<IExternalSecret>(chart, {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: metadata(app, secretName(app)),
    spec: {
      refreshInterval: '1h0m0s',
      secretStoreRef: { kind: 'ClusterSecretStore', name: secretStore },
      target: { name: secretName(app), creationPolicy: 'Owner', deletionPolicy: 'Retain' },
      data: app.secrets.map((s) => ({
        secretKey: s.env,
        // The operator's own defaults, written out: without them Argo CD sees a difference that is none.
        remoteRef: {
          key: s.secret,
          property: s.key,
          conversionStrategy: 'Default',
          decodingStrategy: 'None',
          metadataPolicy: 'None',
        },
      })),
    },
  })
}
