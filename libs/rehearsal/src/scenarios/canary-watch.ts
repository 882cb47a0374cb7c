import type { Stage, StagedApp } from '../stage.ts'

interface State {
  readonly sync?: { readonly status: string; readonly revision?: string }
  readonly reconciledAt?: string
  readonly operationState?: { readonly phase: string; readonly finishedAt?: string; readonly syncResult?: { readonly revision?: string } }
  readonly resources?: readonly { readonly kind: string; readonly name: string; readonly status?: string }[]
}

/**
 * Keeps what Argo CD calls OutOfSync in an app after it has synced a commit: what it then wants to change again is what somebody else writes.
 * @returns stops, and says which objects those were; nothing when there were none
 */
export function watchFights(stage: Stage, app: StagedApp, commit: () => string | undefined): () => readonly string[] {
  const fought = new Set<string>()
  const stop = stage.kube.watch({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' }, ({ object }) => {
    if (object.metadata.name !== app.application) return
    const { sync, reconciledAt = '', operationState, resources = [] } = (object.status ?? {}) as State
    const synced = operationState?.phase === 'Succeeded' && operationState.syncResult?.revision === commit()
    // A comparison from before the sync was through says nothing; both times are whole seconds.
    if (!synced || sync?.status !== 'OutOfSync' || reconciledAt <= (operationState.finishedAt ?? '')) return
    for (const { kind, name, status } of resources) if (status === 'OutOfSync') fought.add(`${kind} ${name}`)
  }, { namespace: 'argocd' })
  return () => {
    stop()
    return [...fought]
  }
}

/** What an Application leaves alone, in words. */
export async function ignoredBy(stage: Stage, app: StagedApp): Promise<string> {
  const { ignoreDifferences = [] } = ((await stage.application(app))?.spec ?? {}) as {
    ignoreDifferences?: readonly { kind: string; jqPathExpressions?: readonly string[]; jsonPointers?: readonly string[] }[]
  }
  const words = ignoreDifferences.map(({ kind, jqPathExpressions = [], jsonPointers = [] }) => `${kind} ${[...jqPathExpressions, ...jsonPointers].join(', ')}`)
  return words.length === 0 ? 'the Application has no ignoreDifferences' : `the Application's ignoreDifferences are ${words.join('; ')}`
}

/**
 * Whether the Services are what their names say while a canary goes on: the stable one has the pods of the version before, and the one
 * whose requests the analysis counts those of the new one.
 * @param asked the Services that the analysis asks about
 * @returns what is not so, in words; nothing when all is
 */
export async function whoServesWhat(stage: Stage, app: StagedApp, asked: readonly string[]): Promise<string> {
  const rollout = await stage.rollout(app)
  const { stableRS, currentPodHash } = (rollout?.status ?? {}) as { stableRS?: string; currentPodHash?: string }
  const { stableService = '', canaryService = '' } = (rollout?.spec as { strategy?: { canary?: { stableService?: string; canaryService?: string } } } | undefined)
    ?.strategy?.canary ?? {}
  const wrong: string[] = []
  for (const [name, hash, version] of [[`${app.name}-stable`, stableRS, 'version before'], ...asked.map((name) => [name, currentPodHash, 'new version'] as const)] as const) {
    const service = await stage.kube.get({ apiVersion: 'v1', kind: 'Service', namespace: app.team, name })
    const selected = (service?.spec as { selector?: Record<string, string> } | undefined)?.selector?.['rollouts-pod-template-hash']
    if (selected !== hash) wrong.push(`Service ${name} does not have the pods of the ${version}`)
  }
  return wrong.length === 0 ? '' : `${wrong.join('; ')}: the Rollout's stableService is ${stableService} and canaryService is ${canaryService}`
}
