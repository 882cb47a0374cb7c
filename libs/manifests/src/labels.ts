import type { ResolvedApp } from '@slipway/model'

type Named = { readonly name: string }

/** Immutable in Kubernetes, so it holds nothing that can change. */
export const selector = (app: Named) => ({ 'app.kubernetes.io/name': app.name }) as const

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/; the version is on pods only. */
export const labels = (app: ResolvedApp) => ({
  ...selector(app),
  'app.kubernetes.io/instance': app.name,
  'app.kubernetes.io/component': app.kind,
  'app.kubernetes.io/part-of': app.team,
  'app.kubernetes.io/managed-by': 'slipway',
})

/** Pods say whom they call, so that a callee's NetworkPolicy need not list its callers. */
export const callsLabel = (callee: string): string => `calls.slipway.dev/${callee}`

export const podLabels = (app: ResolvedApp): Record<string, string> => ({
  ...labels(app),
  'app.kubernetes.io/version': app.version,
  ...Object.fromEntries(app.calls.map((c) => [callsLabel(c.name), 'true'])),
})

/**
 * For what carries requests and goes when the kind of release changes: Argo CD deletes before it creates (rehearsal
 * `deployment-to-rollout`); this is deleted last, when the new is healthy. Never on a whole app: a sync would wait
 * for its canary (M2).
 */
export const prunedLast = { annotations: { 'argocd.argoproj.io/sync-options': 'PruneLast=true' } } as const

const waveAnnotation = 'argocd.argoproj.io/sync-wave'
/**
 * Objects that a migration needs are synced before it, even the first time; a PreSync hook would wait for them forever.
 */
export const beforeMigration = ({
  migration,
}: ResolvedApp): { readonly annotations?: Readonly<Record<string, string>> } =>
  migration === null ? {} : { annotations: { [waveAnnotation]: '-2' } }
/**
 * A hook of the sync itself, also of each that Argo CD tries again; its last run stays to be read, and never stands in
 * the way of the next.
 */
export const migrationHook = {
  [waveAnnotation]: '-1',
  'argocd.argoproj.io/hook': 'Sync',
  'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
} as const

/**
 * For what is named by its content. A stable pod that restarts during a canary, and a rollback, still find the old
 * object: `Prune=false` keeps it, `IgnoreExtraneous` keeps the app Synced; `PruneLast` would hold the sync open
 * (FIELD-NOTES M2).
 */
export const outlives = (app: ResolvedApp) => ({
  annotations: {
    ...beforeMigration(app).annotations,
    'argocd.argoproj.io/sync-options': 'Prune=false',
    'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
  },
})

/** Suffixes of Services: the root one, and the two of a canary. */
export const sides = ({ workload }: ResolvedApp) => (workload.kind === 'canary' ? ['', '-stable', '-canary'] : [''])
export const stableName = (app: Named): string => `${app.name}-stable`
export const canaryName = (app: Named): string => `${app.name}-canary`

/** A stateful app's pods are named by it. */
export const headlessName = (app: Named): string => `${app.name}-pods`
/** A migration's pods are no pods of the app: no Service leads to them. */
export const migrationName = (app: Named): string => `${app.name}-migrate`
export const gatewayRoutes = (app: Named): string => `${app.name}-gateway`
export const secretName = (app: Named): string => `${app.name}-secrets`
/** In a team's namespace; its apps' ServiceAccounts name it. */
export const pullSecretName = 'pull-secret'
export const serviceHost = (name: string, namespace: string): string => `${name}.${namespace}.svc.cluster.local`
