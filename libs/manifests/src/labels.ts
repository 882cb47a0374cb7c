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

export const metadata = (app: ResolvedApp, name: string = app.name) => ({
  name,
  namespace: app.team,
  labels: labels(app),
})

/**
 * For what carries requests and goes when an app changes between rolling releases and canaries. Argo CD deletes what left git before it makes
 * what is new (seen, rehearsal `deployment-to-rollout`), so the old pods would be gone while the new ones start. With this it deletes them at
 * the end of the sync, when all that is new is healthy. Only on these, and never on the whole app: a sync waits with it for a canary (M2), but
 * the Rollout that comes for a Deployment has no canary yet, and in every other sync none of these is deleted.
 */
export const prunedLast = { annotations: { 'argocd.argoproj.io/sync-options': 'PruneLast=true' } } as const

/** The names that belong together: the root Service of all pods, and the two that a canary moves traffic between. */
export const stableName = (app: { readonly name: string }): string => `${app.name}-stable`
export const canaryName = (app: { readonly name: string }): string => `${app.name}-canary`
export const gatewayRoutes = (app: { readonly name: string }): string => `${app.name}-gateway`
export const serviceHost = (name: string, namespace: string): string => `${name}.${namespace}.svc.cluster.local`
export const secretName = (app: { readonly name: string }): string => `${app.name}-secrets`
