import { statusOf } from '../../stage/application.ts'
import type { TestContext, StagedApp } from '../../stage/test-context.ts'

/**
 * Keeps what Argo CD calls OutOfSync in an app after it was Synced with a commit: what it then wants to change is what somebody else wrote.
 * @param commit the newest commit
 * @returns stops, and says which objects those were; nothing when there were none
 */
export function watchFights(
  test: TestContext,
  app: StagedApp,
  commit: () => string | undefined,
): () => readonly string[] {
  const fought = new Set<string>()
  let synced: string | undefined
  const stop = test.kube.watch(
    { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' },
    ({ object }) => {
      if (object.metadata.name !== app.application) return
      const { sync, resources = [] } = statusOf(object)
      if (sync?.revision === undefined || sync.revision !== commit()) return
      if (sync.status === 'Synced') synced = sync.revision
      else if (sync.status === 'OutOfSync' && synced === sync.revision) {
        for (const { kind, name, status } of resources) if (status === 'OutOfSync') fought.add(`${kind} ${name}`)
      }
    },
    { namespace: 'argocd' },
  )
  return () => {
    stop()
    return [...fought]
  }
}

interface Strategy {
  readonly strategy?: { readonly canary?: { readonly stableService?: string; readonly canaryService?: string } }
}

/** What an Application leaves alone, in words. */
export async function ignoredBy(test: TestContext, app: StagedApp): Promise<string> {
  const { ignoreDifferences = [] } = ((await test.application(app))?.spec ?? {}) as {
    ignoreDifferences?: readonly {
      kind: string
      jqPathExpressions?: readonly string[]
      jsonPointers?: readonly string[]
    }[]
  }
  const words = ignoreDifferences.map(
    ({ kind, jqPathExpressions = [], jsonPointers = [] }) =>
      `${kind} ${[...jqPathExpressions, ...jsonPointers].join(', ')}`,
  )
  return words.length === 0
    ? 'the Application has no ignoreDifferences'
    : `the Application's ignoreDifferences are ${words.join('; ')}`
}

/**
 * Whether the Services are what their names say while a canary goes on: the stable one has the pods of the version before, and the one
 * whose requests the analysis counts those of the new one.
 * @param asked the Services that the analysis asks about
 * @returns what is not so, in words; nothing when all is
 */
export async function whoServesWhat(test: TestContext, app: StagedApp, asked: readonly string[]): Promise<string> {
  const rollout = await test.rollout(app)
  const { stableRS, currentPodHash } = (rollout?.status ?? {}) as { stableRS?: string; currentPodHash?: string }
  const { stableService = '', canaryService = '' } = (rollout?.spec as Strategy | undefined)?.strategy?.canary ?? {}
  const wrong: string[] = []
  const served = [
    { name: `${app.name}-stable`, hash: stableRS, version: 'version before' },
    ...asked.map((name) => ({ name, hash: currentPodHash, version: 'new version' })),
  ]
  for (const { name, hash, version } of served) {
    const service = await test.kube.get({ apiVersion: 'v1', kind: 'Service', namespace: app.team, name })
    const selected = (service?.spec as { selector?: Record<string, string> } | undefined)?.selector?.[
      'rollouts-pod-template-hash'
    ]
    if (selected !== hash) wrong.push(`Service ${name} does not have the pods of the ${version}`)
  }
  if (wrong.length === 0) return ''
  return `${wrong.join('; ')}: the Rollout's stableService is ${stableService} and canaryService is ${canaryService}`
}
