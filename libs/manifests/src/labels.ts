import type { ResolvedApp } from '@slipway/model'

type Named = { readonly name: string }

/** What a workload selects its pods by. Immutable in Kubernetes, so it holds the name and nothing that can change. */
export const selector = (app: ResolvedApp) => ({ 'app.kubernetes.io/name': app.name }) as const

/** The recommended set (https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/) without the version, which only pods have. */
export const labels = (app: ResolvedApp) => ({
  ...selector(app),
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

/**
 * For what carries requests and goes when an app changes between rolling releases and canaries: Argo CD deletes what left git before it makes
 * what is new (seen, rehearsal `deployment-to-rollout`); with this it deletes last, when all that is new is healthy. Never on the whole app:
 * a sync would wait for its canary (M2). A Rollout that replaces a Deployment has none yet.
 */
export const prunedLast = { annotations: { 'argocd.argoproj.io/sync-options': 'PruneLast=true' } } as const

/** What Services are called after the app's name: the root one of all pods, and the two that a canary moves traffic between. */
export const sides = ({ workload }: ResolvedApp) => (workload.kind === 'canary' ? ['', '-stable', '-canary'] : [''])
export const stableName = (app: Named): string => `${app.name}-stable`
export const canaryName = (app: Named): string => `${app.name}-canary`

/** The pods' own names in a stateful app. */
export const headlessName = (app: Named): string => `${app.name}-pods`
export const gatewayRoutes = (app: Named): string => `${app.name}-gateway`
export const secretName = (app: Named): string => `${app.name}-secrets`
export const serviceHost = (name: string, namespace: string): string => `${name}.${namespace}.svc.cluster.local`
