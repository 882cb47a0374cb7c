import type { Chart } from 'cdk8s'
import { type ResolvedApp, secretStoreOf } from '@slipway/model'
import { ExternalSecret, type SpecOf } from '../chart/kinds.ts'
import { beforeMigration, secretName } from '../labels.ts'

type Spec = SpecOf<typeof ExternalSecret>

/** @param keys of the Secret, each with its secret and property in Secrets Manager */
export const secretSpec = (
  name: string,
  store: string,
  keys: readonly (readonly [string, string, string])[],
): Spec => ({
  refreshInterval: '1h0m0s',
  secretStoreRef: { kind: 'ClusterSecretStore', name: store },
  target: { name, creationPolicy: 'Owner', deletionPolicy: 'Retain' },
  data: keys.map(([secretKey, key, property]) => ({
    secretKey,
    // The operator's defaults, or Argo CD sees a difference.
    remoteRef: { key, property, conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' },
  })),
})

export function externalSecret(chart: Chart, app: ResolvedApp): void {
  if (app.secrets.length === 0) return
  const name = secretName(app)
  new ExternalSecret(chart, 'external-secret', {
    metadata: { name, ...beforeMigration(app) },
    spec: secretSpec(
      name,
      secretStoreOf(app.team),
      app.secrets.map((s) => [s.env, s.secret, s.key]),
    ),
  })
}
