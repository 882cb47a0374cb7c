import {
  conditionOf,
  hasNoPlace,
  isReady,
  nameOf,
  objectsUnder,
  refOf,
  type Live,
  type PodWatch,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'
const capacityType = 'karpenter.sh/capacity-type'

export interface Player extends StagedApp {
  readonly meant: Live
}

/** It has volumes, or its spec says on-demand. */
export function staysOnDemand(workload: Live): boolean {
  const { nodeAffinity } = workload.spec?.template?.spec?.affinity ?? {}
  const terms = nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  const rules = terms.flatMap(({ matchExpressions = [] }) => matchExpressions).filter(({ key }) => key === capacityType)
  return (
    workload.kind === 'StatefulSet' || (rules.length > 0 && rules.every(({ values = [] }) => !values.includes('spot')))
  )
}

export const onDemand = { [capacityType]: 'on-demand' }
export const onSpot = (node: Live | undefined) => node?.metadata.labels?.[capacityType] === 'spot'

/** Replicas that its controller wants, at least its autoscaler's minimum. */
export async function wantedBy(test: TestContext, { team, name, folder, meant }: Player): Promise<number> {
  const live = await test.kube.get(refOf(meant))
  if (live === undefined) throw new Error(`${team}/${name} has no ${meant.kind} in the cluster yet`)
  const scalers = objectsUnder(test.estate.files(), folder, /\/(horizontalpodautoscaler|scaledobject)-/)
  const least = scalers.map(({ spec }) => spec?.minReplicas ?? spec?.minReplicaCount ?? 0)
  return Math.max(live.spec?.replicas ?? 1, ...least)
}

export function troubles(watch: PodWatch, app: StagedApp): string {
  const words = watch
    .of(app)
    .filter((pod) => !isReady(pod))
    .filter(hasNoPlace)
    .map((pod) => `${pod.metadata.name} has no place: ${conditionOf(pod, 'PodScheduled')?.message ?? ''}`)
  return [...new Set(words)].join('; ').slice(0, 500)
}

export function short(
  watch: PodWatch,
  apps: readonly Player[],
  wanted: ReadonlyMap<StagedApp, number>,
): readonly string[] {
  return apps.flatMap((app) => {
    const ready = watch.ready(app)
    const want = wanted.get(app) ?? 1
    if (ready >= want) return []
    const why = troubles(watch, app)
    return [`${nameOf(app)} has ${ready} of ${want} pods ready${why === '' ? '' : ` (${why})`}`]
  })
}
