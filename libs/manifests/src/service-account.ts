import type { Chart } from 'cdk8s'
import { ServiceAccount } from 'cdk8s-plus-27'
import type { ResolvedApp } from '@slipway/model'
import { metadata } from './labels.ts'

/** An identity of its own for every app: the mesh's policies and AWS know it by this. No token in the pod; few apps talk to the API server. */
export function serviceAccount(chart: Chart, app: ResolvedApp): void {
  new ServiceAccount(chart, 'service-account', { metadata: metadata(app), automountToken: false })
}
