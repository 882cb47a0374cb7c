import type { Live } from '../../cluster/kube.ts'
import { nodeNameOf } from '../../cluster/live.ts'
import { cause, type Words } from '../../recording/words.ts'
import type { StagedApp } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'
import { isReady } from './pods.ts'

/** What a PodDisruptionBudget says of itself, once the disruption controller has looked at it. */
interface BudgetStatus {
  readonly desiredHealthy?: number
  readonly currentHealthy?: number
  readonly expectedPods?: number
  readonly disruptionsAllowed?: number
}

/** The fewest pods of an app that were ready at once, and how many its budget wanted then. */
export interface LowPoint {
  readonly at: number
  readonly ready: number
  readonly floor: number
  /** The budget's name; nothing where no budget covers the app. */
  readonly budget: string | undefined
}

/** The pods, budgets and nodes of the cluster as its controllers report them, at every moment. */
export interface PodWatch {
  all(): readonly Live[]
  of(app: StagedApp): readonly Live[]
  /** How many of them are ready. */
  ready(app: StagedApp): number
  node(pod: Live): Live | undefined
  nodes(): readonly Live[]
  budgetOf(app: StagedApp): Live | undefined
  /** Called with each pod that is placed somewhere, as soon as it is seen there. */
  placed(told: (pod: Live) => void): void
  /** From now on the worst moment of each app is kept; below its budget first. @param wanted how many pods an app has when all is well */
  keepLeast(apps: readonly StagedApp[], wanted: ReadonlyMap<StagedApp, number>): ReadonlyMap<StagedApp, LowPoint>
  stop(): void
}

/** Whether a budget is about a pod. Budgets of the tree select by labels and nothing else. */
export function covers(budget: Live, pod: Live): boolean {
  const { selector } = budget.spec as { selector?: { matchLabels?: Readonly<Record<string, string>> } }
  const labels = Object.entries(selector?.matchLabels ?? {})
  return (
    budget.metadata.namespace === pod.metadata.namespace &&
    labels.length > 0 &&
    labels.every(([key, value]) => pod.metadata.labels?.[key] === value)
  )
}

/**
 * How many pods have to be ready. Without a budget of its own an app of several pods is held to what every app here is promised: one away
 * at a time.
 */
export function floorOf(budget: Live | undefined, wanted: number): number {
  return (budget?.status as BudgetStatus | undefined)?.desiredHealthy ?? Math.max(0, wanted - 1)
}

/** Why a budget lets nobody go, as long as all is well: nothing that happens by itself will change that. */
export function blocksForGood(budget: Live): Words | undefined {
  const {
    currentHealthy = 0,
    expectedPods = 0,
    desiredHealthy = 0,
    disruptionsAllowed = 0,
  } = (budget.status ?? {}) as BudgetStatus
  // While one pod is away its budget lets no other go; only one that wants all of them never does.
  if (disruptionsAllowed > 0 || expectedPods === 0 || currentHealthy < expectedPods || desiredHealthy < expectedPods)
    return undefined
  const { maxUnavailable, minAvailable } = budget.spec as {
    maxUnavailable?: number | string
    minAvailable?: number | string
  }
  const rule = maxUnavailable === undefined ? `minAvailable ${minAvailable ?? '?'}` : `maxUnavailable ${maxUnavailable}`
  const { namespace = '', name } = budget.metadata
  return cause('budget-blocks', { budget: `${namespace}/${name}`, rule, pods: currentHealthy, wants: desiredHealthy })
}

const keyOf = ({ metadata }: Live) => `${metadata.namespace ?? ''}/${metadata.name}`

export function watchPods(test: TestContext): PodWatch {
  const [pods, budgets, nodes] = [new Map<string, Live>(), new Map<string, Live>(), new Map<string, Live>()]
  const looks = new Set<() => void>()
  const listeners = new Set<(pod: Live) => void>()
  const follow = (kept: Map<string, Live>, apiVersion: string, kind: string) =>
    test.kube.watch({ apiVersion, kind }, ({ type, object }) => {
      if (type === 'DELETED') kept.delete(keyOf(object))
      else kept.set(keyOf(object), object)
      if (kind === 'Pod' && type !== 'DELETED') for (const told of listeners) told(object)
      for (const look of looks) look()
    })
  const stops = [
    follow(nodes, 'v1', 'Node'),
    follow(pods, 'v1', 'Pod'),
    follow(budgets, 'policy/v1', 'PodDisruptionBudget'),
  ]
  const of = ({ team, name }: StagedApp) =>
    [...pods.values()].filter(
      ({ metadata }) => metadata.namespace === team && metadata.labels?.['app.kubernetes.io/name'] === name,
    )
  const budgetOf = (app: StagedApp) =>
    [...budgets.values()].find((budget) => of(app).some((pod) => covers(budget, pod)))
  return {
    all: () => [...pods.values()],
    of,
    ready: (app) => of(app).filter(isReady).length,
    node: ({ spec }) => nodes.get(`/${(spec as { nodeName?: string }).nodeName ?? ''}`),
    nodes: () => [...nodes.values()],
    budgetOf,
    placed: (told) =>
      void listeners.add((pod) => {
        if (nodeNameOf(pod) !== undefined) told(pod)
      }),
    keepLeast: (apps, wanted) => {
      const least = new Map<StagedApp, LowPoint>()
      looks.add(() => {
        for (const app of apps) {
          const found = budgetOf(app)
          const now: LowPoint = {
            at: test.recorder.at(),
            ready: of(app).filter(isReady).length,
            floor: floorOf(found, wanted.get(app) ?? 1),
            budget: found?.metadata.name,
          }
          const before = least.get(app)
          if (before === undefined || now.ready - now.floor < before.ready - before.floor) least.set(app, now)
        }
      })
      for (const look of looks) look()
      return least
    },
    stop: () => stops.forEach((stop) => stop()),
  }
}
