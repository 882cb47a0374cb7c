import {
  conditionOf,
  hasNoPlace,
  isGoing,
  kinds,
  poolOf,
  type Live,
  type PodWatch,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'
import { millis } from '../scaling/scale-apps.ts'

/** Thousandths of a CPU. */
export const roomOf = (nodes: readonly Live[]): number =>
  nodes.reduce((sum, { status }) => sum + millis(status?.allocatable?.['cpu'] ?? '0'), 0)

/** `4 of spot (2 m6a.large, 2 m6a.xlarge)`. */
export function nodesInWords(nodes: readonly Live[]): string {
  const byName = <T>([one]: readonly [string, T], [other]: readonly [string, T]) => (one < other ? -1 : 1)
  const sizes = (some: readonly Live[]) =>
    [...Map.groupBy(some, ({ metadata }) => metadata.labels?.['node.kubernetes.io/instance-type'] ?? '?')]
      .sort(byName)
      .map(([type, each]) => `${each.length} ${type}`)
      .join(', ')
  return (
    [...Map.groupBy(nodes, poolOf)]
      .sort(byName)
      .map(([pool, some]) => `${some.length} of ${pool} (${sizes(some)})`)
      .join(', ') || 'none'
  )
}

interface Sent {
  readonly name: string
  readonly how: string
}

interface NodeWatch {
  readonly sent: readonly Sent[]
  mostPending(): number
  begin(apps: readonly StagedApp[]): void
  least(app: StagedApp): number
}

export function watchNodes(test: TestContext, watch: PodWatch, namespaces: ReadonlySet<string>): NodeWatch {
  const sent = new Map<string, Sent>()
  let most = 0
  const least = new Map<StagedApp, number>()
  const mine = ({ metadata }: Live) => namespaces.has(metadata.namespace ?? '')
  const stop = test.kube.watch(kinds.pod, ({ object }) => {
    for (const [app, fewest] of least) least.set(app, Math.min(fewest, watch.ready(app)))
    most = Math.max(most, watch.all().filter((pod) => mine(pod) && hasNoPlace(pod)).length)
    if (!mine(object) || !isGoing(object)) return
    const node = watch.node(object)
    const going = object.spec?.nodeName !== undefined && (node === undefined || isGoing(node))
    const how = conditionOf(object, 'DisruptionTarget')?.reason
    if (how === undefined && !going) return
    sent.set(object.metadata.uid ?? '', { name: object.metadata.name, how: how ?? 'lost with its node' })
  })
  test.onEnd(stop)
  return {
    get sent() {
      return [...sent.values()]
    },
    mostPending: () => most,
    begin: (apps) => apps.forEach((app) => least.set(app, watch.ready(app))),
    least: (app) => least.get(app) ?? 0,
  }
}

export function claimEvicted(test: TestContext, { sent }: Pick<NodeWatch, 'sent'>, least: number): void {
  const lost = sent.filter(({ how }) => how !== 'EvictionByEvictionAPI')
  test.assert(
    'pods that had to move were evicted as their budgets allow',
    lost.length === 0 && sent.length >= least,
    lost.map(({ name, how }) => `${name}: ${how}`).join(', ') || `${sent.length} evicted`,
  )
}
