import { canaryOf, kinds, rolloutStatus } from '../../cluster/live.ts'
import { cause, say, type Said, type Words } from '../../recording/words.ts'
import { statusOf } from '../../stage/application.ts'
import type { StagedApp } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'

/**
 * Keeps what Argo CD calls OutOfSync in an app after it was Synced with a commit: what it then wants to change is what somebody else wrote.
 * @param commit the newest commit
 * @returns stops, and says which objects those were; nothing when there were none
 */
export function watchFights(
  test: TestContext,
  app: StagedApp,
  commit: () => string | undefined,
): () => readonly Words[] {
  const fought = new Map<string, Words>()
  let synced: string | undefined
  const stop = test.kube.watch(
    kinds.application,
    ({ object }) => {
      if (object.metadata.name !== app.application) return
      const { sync, resources = [] } = statusOf(object)
      if (sync?.revision === undefined || sync.revision !== commit()) return
      if (sync.status === 'Synced') synced = sync.revision
      else if (sync.status === 'OutOfSync' && synced === sync.revision) {
        for (const { kind, name, status } of resources)
          if (status === 'OutOfSync') fought.set(`${kind} ${name}`, cause('out-of-sync', { kind, name }))
      }
    },
    { namespace: 'argocd' },
  )
  return () => {
    stop()
    return [...fought.values()]
  }
}

/** What an Application leaves alone, in words. */
export async function ignoredBy(test: TestContext, app: StagedApp): Promise<Said> {
  const { ignoreDifferences = [] } = ((await test.application(app))?.spec ?? {}) as {
    ignoreDifferences?: readonly {
      kind: string
      jqPathExpressions?: readonly string[]
      jsonPointers?: readonly string[]
    }[]
  }
  const ignored = ignoreDifferences.map(
    ({ kind, jqPathExpressions = [], jsonPointers = [] }) =>
      `${kind} ${[...jqPathExpressions, ...jsonPointers].join(', ')}`,
  )
  return ignored.length === 0
    ? cause('nothing-ignored')
    : `the Application's ignoreDifferences are ${ignored.join('; ')}`
}

/**
 * Whether the Services are what their names say while a canary goes on: the stable one has the pods of the version before, and the one
 * whose requests the analysis counts those of the new one.
 * @param asked the Services that the analysis asks about
 * @returns what is not so; nothing when all is
 */
export async function whoServesWhat(
  test: TestContext,
  app: StagedApp,
  asked: readonly string[],
): Promise<Words | undefined> {
  const rollout = await test.rollout(app)
  const { stableRS, currentPodHash } = rolloutStatus(rollout)
  const { stableService: stable = '', canaryService: canary = '' } = canaryOf(rollout)
  const wrong: string[] = []
  const served = [
    { name: `${app.name}-stable`, hash: stableRS, version: 'version before' },
    ...asked.map((name) => ({ name, hash: currentPodHash, version: 'new version' })),
  ]
  for (const { name, hash, version } of served) {
    const service = await test.kube.get({ ...kinds.service, namespace: app.team, name })
    const selected = (service?.spec as { selector?: Record<string, string> } | undefined)?.selector?.[
      'rollouts-pod-template-hash'
    ]
    if (selected !== hash) wrong.push(`Service ${name} does not have the pods of the ${version}`)
  }
  if (wrong.length === 0) return undefined
  const swapped = stable.endsWith('-canary') && canary.endsWith('-stable')
  return say`${wrong.join('; ')}: ${cause('wrong-services', { stable, canary, swapped })}`
}
