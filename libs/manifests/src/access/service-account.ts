import { ApiObject, type Chart, JsonPatch } from 'cdk8s'
import { ServiceAccount } from 'cdk8s-plus-27'
import type { ResolvedApp } from '@slipway/model'
import { beforeMigration, pullSecretName } from '../labels.ts'

/** The mesh and AWS know an app by this. No token: few apps talk to the API server. */
export function serviceAccount(chart: Chart, app: ResolvedApp): void {
  const account = new ServiceAccount(chart, 'service-account', {
    metadata: beforeMigration(app),
    automountToken: false,
  })
  if (app.pullsBySecret)
    ApiObject.of(account).addJsonPatch(JsonPatch.add('/imagePullSecrets', [{ name: pullSecretName }]))
}
