import {
  appOf,
  cause,
  imagesOf,
  joined,
  kinds,
  statusOf,
  words,
  type Live,
  type StagedApp,
  type TestContext,
  type Words,
} from '../shared/kit.ts'

interface MigrationRun {
  readonly image: string
  phase: 'Running' | 'Succeeded' | 'Failed'
}

/** The end of each Job of an app's migration, and the objects that existed at its start. */
export interface Runs {
  all(): readonly MigrationRun[]
  of(digest: string): readonly MigrationRun[]
  /** Objects that a run needs and did not find. */
  missing(): Words
  /** Images that pods were started of before their migration had succeeded. */
  early(): Words
  /** A Job that is over and still there. */
  stuck(): Promise<Words>
}

const phaseOf = ({ status }: Live): MigrationRun['phase'] => {
  const is = (type: string) => status?.conditions?.some((one) => one.type === type && one.status === 'True') === true
  return is('Complete') ? 'Succeeded' : is('Failed') ? 'Failed' : 'Running'
}

const nameOf = (app: StagedApp) => `${app.name}-migrate`

/** The objects that a pod names and cannot start without. */
function needed(
  job: Live,
): readonly { readonly kind: 'Secret' | 'ConfigMap' | 'ServiceAccount'; readonly name: string }[] {
  const { spec } = job.spec?.template ?? {}
  const secrets = (spec?.containers ?? []).flatMap(({ env = [] }) =>
    env.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef?.name ?? []),
  )
  const maps = (spec?.volumes ?? []).flatMap(({ configMap }) => configMap?.name ?? [])
  return [
    { kind: 'ServiceAccount', name: spec?.serviceAccountName ?? 'default' },
    ...[...new Set(secrets)].map((name) => ({ kind: 'Secret' as const, name })),
    ...[...new Set(maps)].map((name) => ({ kind: 'ConfigMap' as const, name })),
  ]
}

export function watchRuns(test: TestContext, app: StagedApp): Runs {
  const runs = new Map<string, MigrationRun>()
  const lacking = new Set<string>()
  const early = new Set<string>()
  const look = async (job: Live) => {
    for (const { kind, name } of needed(job)) {
      const found = await test.kube.get({ apiVersion: 'v1', kind, namespace: app.team, name })
      if (found === undefined) lacking.add(`${kind} ${name}`)
    }
  }
  const succeeded = (image: string) =>
    [...runs.values()].some((one) => one.image === image && one.phase === 'Succeeded')
  test.onEnd(
    test.kube.watch(
      kinds.job,
      ({ type, object }) => {
        if (object.metadata.name !== nameOf(app) || type === 'DELETED') return
        const id = object.metadata.uid ?? ''
        const known = runs.get(id)
        if (known === undefined) {
          runs.set(id, { image: imagesOf(object)[0] ?? '', phase: phaseOf(object) })
          void look(object)
        } else known.phase = phaseOf(object)
      },
      { namespace: app.team },
    ),
  )
  test.onEnd(
    test.kube.watch(
      kinds.replicaSet,
      ({ object }) => {
        const [image] = imagesOf(object)
        // The two watches may lag behind each other.
        if (image === undefined || appOf(object) !== app.name) return
        setTimeout(() => {
          if (!succeeded(image)) early.add(image)
        }, 1000)
      },
      { namespace: app.team },
    ),
  )
  return {
    all: () => [...runs.values()],
    of: (digest) => [...runs.values()].filter(({ image }) => image.endsWith(digest)),
    missing: () => (lacking.size === 0 ? words('') : cause('migration-missing', { names: [...lacking].join(', ') })),
    early: () => joined([...early].map((image) => cause('migration-late', { image }))),
    stuck: async () => {
      const job = await test.kube.get({ ...kinds.job, namespace: app.team, name: nameOf(app) })
      const phase = job === undefined ? 'Running' : phaseOf(job)
      return phase === 'Running' ? words('') : cause('migration-stays', { phase })
    },
  }
}

/** Argo CD's message for a hook that failed. */
export function migrationMessage(application: Live | undefined): string | undefined {
  const { resources = [] } = statusOf(application).operationState?.syncResult ?? {}
  const hook = resources.find(
    ({ kind, hookPhase }) => kind === 'Job' && (hookPhase === 'Failed' || hookPhase === 'Error'),
  )
  return hook?.message
}
