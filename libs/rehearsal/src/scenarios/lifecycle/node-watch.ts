import type { Live } from '../../cluster/kube.ts'
import { isGoing, kinds } from '../../cluster/live.ts'
import { hasNoPlace, poolOf } from '../../pods/pod-place.ts'
import type { StagedApp } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'
import { millis } from '../scaling/scale-apps.ts'
import type { PodWatch } from '../shared/pod-watch.ts'

/** Thousandths of a CPU that pods may ask for on these nodes. */
export const roomOf = (nodes: readonly Live[]): number =>
  nodes.reduce(
    (sum, { status }) =>
      sum + millis(((status ?? {}) as { allocatable?: Readonly<Record<string, string>> }).allocatable?.['cpu'] ?? '0'),
    0,
  )

/** `4 of spot (2 m6a.large, 2 m6a.xlarge)`. */
export function nodesInWords(nodes: readonly Live[]): string {
  const pools = new Map<string, string[]>()
  for (const node of nodes)
    pools.set(poolOf(node), [
      ...(pools.get(poolOf(node)) ?? []),
      node.metadata.labels?.['node.kubernetes.io/instance-type'] ?? '?',
    ])
  const sizes = (types: readonly string[]) =>
    [...new Set(types)]
      .sort()
      .map((type) => `${types.filter((each) => each === type).length} ${type}`)
      .join(', ')
  return (
    [...pools]
      .sort()
      .map(([pool, types]) => `${types.length} of ${pool} (${sizes(types)})`)
      .join(', ') || 'none'
  )
}

/** How a pod was sent away, as the API server wrote it on the pod. */
interface Sent {
  readonly name: string
  readonly how: string
}

export interface NodeWatch {
  /** Pods that went because their node did, each with how. */
  readonly sent: readonly Sent[]
  /** The most pods that waited for a place at once. */
  mostPending(): number
  /** From now on the fewest ready pods of each app are kept. */
  begin(apps: readonly StagedApp[]): void
  least(app: StagedApp): number
  stop(): void
}

/** Follows what becomes of pods whose nodes go. */
export function watchNodes(test: TestContext, watch: PodWatch, namespaces: ReadonlySet<string>): NodeWatch {
  const sent = new Map<string, Sent>()
  let most = 0
  const least = new Map<StagedApp, number>()
  const stop = test.kube.watch(kinds.pod, ({ object }) => {
    for (const [app, fewest] of least) least.set(app, Math.min(fewest, watch.ready(app)))
    most = Math.max(
      most,
      watch.all().filter((pod) => namespaces.has(pod.metadata.namespace ?? '') && hasNoPlace(pod)).length,
    )
    if (!namespaces.has(object.metadata.namespace ?? '') || object.metadata.deletionTimestamp === undefined) return
    const node = watch.node(object)
    const { nodeName } = object.spec as { nodeName?: string }
    const going = nodeName !== undefined && (node === undefined || isGoing(node))
    const { conditions = [] } = (object.status ?? {}) as { conditions?: readonly { type: string; reason?: string }[] }
    const how = conditions.find(({ type }) => type === 'DisruptionTarget')?.reason
    if (how === undefined && !going) return
    sent.set(object.metadata.uid ?? '', { name: object.metadata.name, how: how ?? 'lost with its node' })
  })
  return {
    get sent() {
      return [...sent.values()]
    },
    mostPending: () => most,
    begin: (apps) => apps.forEach((app) => least.set(app, watch.ready(app))),
    least: (app) => least.get(app) ?? 0,
    stop,
  }
}

/** Claims that pods whose nodes went were evicted, and not lost. @param least how many had to move at least */
export function claimEvicted(test: TestContext, { sent }: Pick<NodeWatch, 'sent'>, least: number): void {
  const lost = sent.filter(({ how }) => how !== 'EvictionByEvictionAPI')
  test.assert(
    'pods that had to move were evicted as their budgets allow',
    lost.length === 0 && sent.length >= least,
    lost.length === 0 ? `${sent.length} evicted` : lost.map(({ name, how }) => `${name}: ${how}`).join(', '),
  )
}
