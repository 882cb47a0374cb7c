import * as k8s from 'cdk8s-plus-27/lib/imports/k8s.js'
import type { ResolvedApp } from '@slipway/model'
import { metadata } from '../labels.ts'
import { addManifest, type Chart } from '../object.ts'

/** An identity of its own for every app: the mesh's policies and AWS know it by this. No token in the pod; few apps talk to the API server. */
export function serviceAccount(chart: Chart, app: ResolvedApp): void {
  addManifest(chart, k8s.KubeServiceAccount.manifest({ metadata: metadata(app), automountServiceAccountToken: false }))
}
