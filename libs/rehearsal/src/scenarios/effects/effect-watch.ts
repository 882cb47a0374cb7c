import { hashOf, isGoing, kinds, statusOf, type Live, type Ref, type TestContext } from '../shared/kit.ts'
import type { CaseGroup, PlacedCase } from './effect-place.ts'
import type { Snapshot } from './effect-seen.ts'

const looked = {
  pods: kinds.pod,
  slices: kinds.endpointSlice,
  deployments: kinds.deployment,
  statefulSets: kinds.statefulSet,
  daemonSets: kinds.daemonSet,
  rollouts: kinds.rollout,
  scalers: kinds.hpa,
  applications: kinds.application,
}

type Found = Readonly<Record<keyof typeof looked, ReadonlyMap<string, readonly Live[]>>>

const bySpace = (objects: readonly Live[]) => {
  const spaces = new Map<string, Live[]>()
  for (const object of objects) {
    const space = object.metadata.namespace === 'argocd' ? object.metadata.name : (object.metadata.namespace ?? '')
    spaces.set(space, [...(spaces.get(space) ?? []), object])
  }
  return spaces
}

export async function look({ kube }: TestContext): Promise<Found> {
  const found = await Promise.all(
    Object.entries(looked).map(async ([name, kind]) => [name, bySpace(await kube.list(kind))] as const),
  )
  return Object.fromEntries(found) as unknown as Found
}
const partsOf = (object: Live) => [object.status ?? {}, object.spec ?? {}] as const

const isResting = (rollout: Live) => {
  const [{ phase, currentPodHash, stableRS }] = partsOf(rollout)
  return phase === 'Paused' && currentPodHash !== stableRS
}

function unfinished(object: Live, pods: readonly Live[]): string | undefined {
  const [status, { replicas = 1, paused, updateStrategy, restartAt }] = partsOf(object)
  const name = `${object.kind} ${object.metadata.name}`
  if (String(status.observedGeneration) !== String(object.metadata.generation)) return `${name} was not looked at`
  if (object.kind === 'DaemonSet') {
    if (updateStrategy?.type === 'OnDelete' && status.numberAvailable === status.desiredNumberScheduled)
      return undefined
    const { desiredNumberScheduled: all, updatedNumberScheduled: updated, numberAvailable: available } = status
    return all === updated && all === available ? undefined : `${name}: ${updated ?? 0} of ${all ?? 0} pods are new`
  }
  if (object.kind === 'Rollout') {
    if (isResting(object) || paused === true) return undefined
    if (restartAt !== undefined && status.restartedAt !== restartAt) return `${name} was not restarted`
    const old = pods.filter((pod) => hashOf(pod) !== undefined && hashOf(pod) !== status.currentPodHash).length
    return status.phase === 'Healthy' && old === 0
      ? undefined
      : `${name} is ${status.phase ?? 'not begun'}: ${status.message ?? `${old} old pods`}`
  }
  const heldBack = updateStrategy?.type === 'OnDelete' || (updateStrategy?.rollingUpdate?.partition ?? 0) > 0
  if (paused === true || (heldBack && status.readyReplicas === replicas)) return undefined
  const { updatedReplicas = 0, readyReplicas = 0, replicas: all = 0 } = status
  return updatedReplicas === replicas && readyReplicas === replicas && all === replicas
    ? undefined
    : `${name}: ${updatedReplicas} new, ${readyReplicas} ready of ${replicas}`
}

const wordsFor = ({ kind, namespace, name }: Pick<Ref, 'kind' | 'namespace' | 'name'>) =>
  `${kind}/${namespace ?? ''}/${name}`

/** The API server's refusals by object, from the syncs of one commit. */
export class Refusals {
  readonly #words = new Map<string, string>()
  readonly #sha: string

  constructor(sha: string) {
    this.#sha = sha
  }

  /** A retry starts a new report, so every look counts. */
  note(found: Pick<Found, 'applications'>): void {
    for (const application of [...found.applications.values()].flat()) {
      const { revision, resources = [] } = statusOf(application).operationState?.syncResult ?? {}
      if (revision !== this.#sha) continue
      for (const each of resources)
        if (each.status === 'SyncFailed') this.#words.set(wordsFor(each), each.message ?? '')
    }
  }

  // The report gives cluster-wide objects the Application's namespace; their names begin with the case's.
  #said(ref: Pick<Ref, 'kind' | 'name'>, namespace: string | undefined): readonly string[] {
    return [namespace ?? '', 'default', ''].flatMap(
      (each) => this.#words.get(wordsFor({ ...ref, namespace: each })) ?? [],
    )
  }

  has(object: Pick<Ref, 'kind' | 'namespace' | 'name'>): boolean {
    return this.#said(object, object.namespace).length > 0
  }

  of({ subjects, space }: Pick<PlacedCase, 'subjects' | 'space'>): string | undefined {
    const [words] = subjects.flatMap(({ ref }) => this.#said(ref, space))
    return words?.replace(/error when (\w+) "\/[^"]*": /, '')
  }
}

const applicationIn = ({ applications }: Pick<Found, 'applications'>, name: string) =>
  statusOf(applications.get(name)?.find(({ metadata }) => metadata.namespace === 'argocd'))

/**
 * Why an Application has not finished a commit. A retry clears the report: only a finished one is complete, and a
 * failed one may not have reached every object.
 */
export function unsynced(
  { application }: Pick<CaseGroup, 'application'>,
  found: Pick<Found, 'applications'>,
  sha: string,
  refusals: Pick<Refusals, 'has'>,
): string | undefined {
  const { sync, operationState, resources = [] } = applicationIn(found, application)
  if (sync?.revision !== sha) return `${application} not compared with the commit`
  if (sync.status === 'Synced') return undefined
  const over = operationState?.finishedAt !== undefined && operationState.syncResult?.revision === sha
  const left = resources.filter(
    (each) => each.status === 'OutOfSync' && each.requiresPruning !== true && !refusals.has(each),
  )
  if (over && operationState.phase !== 'Succeeded' && left.length > 0) {
    return `${application} neither has nor was refused ${left.map((each) => wordsFor(each)).join(', ')}: ${operationState.message ?? ''}`
  }
  return over
    ? undefined
    : `${application} ${sync.status ?? ''}, sync ${operationState?.phase ?? 'not begun'}: ${operationState?.message ?? ''}`
}

export function syncWords(
  group: Pick<CaseGroup, 'application'> | undefined,
  found: Pick<Found, 'applications'>,
): string {
  const name = group?.application ?? ''
  const { sync, operationState } = applicationIn(found, name)
  const { phase = 'not begun', retryCount = 0, syncResult, message = '' } = operationState ?? {}
  return `${name}: ${sync?.status ?? 'not compared'}, sync ${phase}, tried again ${retryCount} times, of ${syncResult?.resources?.length ?? 0} objects: ${message}`
}

export function restless({ space, what }: PlacedCase, found: Found): string | undefined {
  const pods = (found.pods.get(space) ?? []).filter((pod) => !isGoing(pod))
  const workloads = (['deployments', 'statefulSets', 'daemonSets', 'rollouts'] as const).flatMap(
    (kind) => found[kind].get(space) ?? [],
  )
  const busy = workloads.flatMap((object) => unfinished(object, pods) ?? [])
  const waiting = (found.scalers.get(space) ?? []).flatMap((scaler) => {
    const [{ replicas = 1 }, least] = [
      partsOf(found.deployments.get(space)?.[0] ?? found.rollouts.get(space)?.[0] ?? scaler)[1],
      partsOf(scaler)[1].minReplicas ?? 1,
    ]
    return replicas >= least ? [] : [`HorizontalPodAutoscaler ${scaler.metadata.name}: ${replicas} of ${least}`]
  })
  const [first] = [...busy, ...waiting]
  return first === undefined ? undefined : `${space} (${what}): ${first}`
}

/**
 * Why an Application of a case has not made its objects, or has not gone with them.
 * @param isFirst whether nothing has changed yet, so that it has to be there
 */
export function childless(
  { space, child }: PlacedCase,
  { applications }: Pick<Found, 'applications'>,
  isFirst = false,
): string | undefined {
  const name = `${space}-child`
  const [application] = child === '' ? [] : (applications.get(name) ?? [])
  if (application === undefined) return isFirst && child !== '' ? `${name} is not there yet` : undefined
  if (isGoing(application)) return `${name} goes`
  const { sync } = statusOf(application)
  return sync?.status === 'Synced' ? undefined : `${name} is ${sync?.status ?? 'not compared'}`
}

const endpointsOf = (slices: readonly Live[]) =>
  JSON.stringify(
    slices.map((slice) => {
      const { endpoints = [], ports } = slice as {
        endpoints?: readonly { addresses: readonly string[] }[]
        ports?: unknown
      } & Live
      return { to: (endpoints ?? []).flatMap(({ addresses }) => addresses).sort(), ports }
    }),
  )

export async function snapshot(
  { kube }: TestContext,
  { space, subjects }: PlacedCase,
  found: Found,
): Promise<Snapshot> {
  const services = new Set(subjects.filter(({ ref }) => ref.kind === 'Service').map(({ ref }) => ref.name))
  return {
    objects: await Promise.all(
      subjects.map(async ({ ref }) => {
        const live = await kube.get(ref)
        return live === undefined || isGoing(live) ? undefined : live
      }),
    ),
    pods: new Set(
      (found.pods.get(space) ?? []).filter((pod) => !isGoing(pod)).map(({ metadata }) => metadata.uid ?? ''),
    ),
    resting: (found.rollouts.get(space) ?? []).some(isResting),
    endpoints: endpointsOf(
      (found.slices.get(space) ?? []).filter(({ metadata }) =>
        services.has(metadata.labels?.['kubernetes.io/service-name'] ?? ''),
      ),
    ),
  }
}
