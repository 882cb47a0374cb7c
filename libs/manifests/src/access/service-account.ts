import type { Chart } from 'cdk8s'
import type { ResolvedApp } from '@slipway/model'
import { ServiceAccount } from '../chart/kinds.ts'
import { beforeMigration, pullSecretName } from '../labels.ts'

/** The mesh and AWS know an app by this. No token: few apps talk to the API server. */
export function serviceAccount(chart: Chart, app: ResolvedApp): void {
  new ServiceAccount(chart, 'service-account', {
    metadata: beforeMigration(app),
    automountServiceAccountToken: false,
    ...(app.pullsBySecret ? { imagePullSecrets: [{ name: pullSecretName }] } : {}),
  })
}
