import type { Live } from '../../cluster/kube.ts'
import { conditionOf } from '../../cluster/live.ts'
import { objectsIn } from '../../cluster/objects-in.ts'
import { hasNoPlace } from '../../pods/pod-place.ts'
import { nameOf, type StagedApp } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'
import type { PodWatch } from '../shared/pod-watch.ts'
import { isReady } from '../shared/pods.ts'
const capacityType = 'karpenter.sh/capacity-type'

export interface Player extends StagedApp {
  /** Its workload as it is committed in the estate, whatever somebody broke on the way into the cluster. */
  readonly meant: Live
}

interface Placement {
  readonly nodeSelectorTerms: readonly {
    readonly matchExpressions?: readonly { key: string; values?: readonly string[] }[]
  }[]
}

/** Whether an app may never be on a spot node: it has volumes, or its spec says on-demand. */
export function staysOnDemand(workload: Live): boolean {
  const { template } = workload.spec as {
    template: { spec: { affinity?: { nodeAffinity?: { requiredDuringSchedulingIgnoredDuringExecution?: Placement } } } }
  }
  const terms =
    template.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  const rules = terms.flatMap(({ matchExpressions = [] }) => matchExpressions).filter(({ key }) => key === capacityType)
  return (
    workload.kind === 'StatefulSet' || (rules.length > 0 && rules.every(({ values = [] }) => !values.includes('spot')))
  )
}

export const onSpot = (node: Live | undefined) => node?.metadata.labels?.[capacityType] === 'spot'

/** How many pods an app wants: what its controller was told, and no fewer than its autoscaler's least. */
export async function wantedBy(test: TestContext, { team, name, meant }: Player): Promise<number> {
  const live = await test.kube.get({ apiVersion: meant.apiVersion, kind: meant.kind, namespace: team, name })
  if (live === undefined) throw new Error(`${team}/${name} has no ${meant.kind} in the cluster yet`)
  const least = [...test.estate.files()]
    .filter(([file]) => file.startsWith(`clusters/${test.cluster.name}/${team}/${name}/`))
    .filter(([file]) => /\/(horizontalpodautoscaler|scaledobject)-/.test(file))
    .flatMap(([, text]) => objectsIn(text))
    .map(({ spec }) => spec as { minReplicas?: number; minReplicaCount?: number })
    .map(({ minReplicas, minReplicaCount }) => minReplicas ?? minReplicaCount ?? 0)
  return Math.max((live.spec as { replicas?: number }).replicas ?? 1, ...least)
}

/** Why pods are not ready, as the scheduler says it. */
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
