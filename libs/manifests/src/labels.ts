import type { ResolvedApp } from '@slipway/model'

/** What a workload selects its pods by. Immutable in Kubernetes, so it holds the name and nothing that can change. */
export const selector = (app: ResolvedApp) => ({ 'app.kubernetes.io/name': app.name }) as const

/** The recommended set (https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/), without the version: a new version changes only pods. */
export const labels = (app: ResolvedApp) => ({
  'app.kubernetes.io/name': app.name,
  'app.kubernetes.io/instance': app.name,
  'app.kubernetes.io/component': app.kind,
  'app.kubernetes.io/part-of': app.team,
  'app.kubernetes.io/managed-by': 'slipway',
})

/** A pod says whom it calls, so that a callee's NetworkPolicy need not list its callers and a new caller changes no other app's files. */
export const callsLabel = (callee: string): string => `calls.slipway.dev/${callee}`

export const podLabels = (app: ResolvedApp): Record<string, string> => ({
  ...labels(app),
  'app.kubernetes.io/version': app.version,
  ...Object.fromEntries(app.calls.map((c) => [callsLabel(c.name), 'true'])),
})

export const metadata = (app: ResolvedApp, name: string = app.name) => ({ name, namespace: app.team, labels: labels(app) })

/** The names that belong together: the root Service of all pods, and the two that a canary moves traffic between. */
export const stableName = (app: { readonly name: string }): string => `${app.name}-stable`
export const canaryName = (app: { readonly name: string }): string => `${app.name}-canary`
export const gatewayRoutes = (app: { readonly name: string }): string => `${app.name}-gateway`
export const serviceHost = (name: string, namespace: string): string => `${name}.${namespace}.svc.cluster.local`
export const secretName = (app: { readonly name: string }): string => `${app.name}-secrets`
