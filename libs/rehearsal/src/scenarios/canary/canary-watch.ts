import {
  canaryOf,
  cause,
  hashLabel,
  kinds,
  say,
  statusOf,
  type Said,
  type StagedApp,
  type TestContext,
  type Words,
} from '../shared/kit.ts'

/**
 * Collects what Argo CD calls OutOfSync after it was Synced with the newest commit: somebody else wrote it.
 * @returns stops, and lists those objects
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

export async function ignoredBy(test: TestContext, app: StagedApp): Promise<Said> {
  const { ignoreDifferences = [] } = (await test.application(app))?.spec ?? {}
  const ignored = ignoreDifferences.map(
    ({ kind, jqPathExpressions = [], jsonPointers = [] }) =>
      `${kind} ${[...jqPathExpressions, ...jsonPointers].join(', ')}`,
  )
  return ignored.length === 0
    ? cause('nothing-ignored')
    : `the Application's ignoreDifferences are ${ignored.join('; ')}`
}

/**
 * Checks that the stable Service has the old pods, and the Services of the analysis the new ones.
 * @returns the error, if any
 */
export async function whoServesWhat(
  test: TestContext,
  app: StagedApp,
  asked: readonly string[],
): Promise<Words | undefined> {
  const rollout = await test.rollout(app)
  const { stableRS, currentPodHash } = rollout?.status ?? {}
  const { stableService: stable = '', canaryService: canary = '' } = canaryOf(rollout)
  const wrong: string[] = []
  const served = [
    { name: `${app.name}-stable`, hash: stableRS, version: 'version before' },
    ...asked.map((name) => ({ name, hash: currentPodHash, version: 'new version' })),
  ]
  for (const { name, hash, version } of served) {
    const service = await test.kube.get({ ...kinds.service, namespace: app.team, name })
    const selector = service?.spec?.selector as Readonly<Record<string, string>> | undefined
    if (selector?.[hashLabel] !== hash) wrong.push(`Service ${name} does not have the pods of the ${version}`)
  }
  if (wrong.length === 0) return undefined
  const swapped = stable.endsWith('-canary') && canary.endsWith('-stable')
  return say`${wrong.join('; ')}: ${cause('wrong-services', { stable, canary, swapped })}`
}
