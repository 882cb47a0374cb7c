import type { Live } from '../../cluster/kube.ts'
import { cause, type Words } from '../../recording/words.ts'
import type { StagedApp } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'
import { isReady } from './pods.ts'
import { appOf, kinds } from '../../cluster/live.ts'
import type { Kind } from '../../cluster/kube-object.ts'

interface LowPoint {
  readonly at: number
  readonly ready: number
  readonly floor: number
  readonly budget: string | undefined
}

export interface PodWatch {
  all(): readonly Live[]
  of(app: StagedApp): readonly Live[]
  ready(app: StagedApp): number
  node(pod: Live): Live | undefined
  nodes(): readonly Live[]
  budgetOf(app: StagedApp): Live | undefined
  placed(told: (pod: Live) => void): void
  /** Keeps each app's worst moment from now on. @param wanted pods of an app when all is well */
  keepLeast(apps: readonly StagedApp[], wanted: ReadonlyMap<StagedApp, number>): ReadonlyMap<StagedApp, LowPoint>
}

/** Budgets of the tree select by labels alone. */
export function covers(budget: Live, pod: Live): boolean {
  const { selector } = budget.spec ?? {}
  const labels = Object.entries(selector?.matchLabels ?? {})
  return (
    budget.metadata.namespace === pod.metadata.namespace &&
    labels.length > 0 &&
    labels.every(([key, value]) => pod.metadata.labels?.[key] === value)
  )
}

/** Without a budget an app is held to what all are promised: one pod away at a time. */
export function floorOf(budget: Live | undefined, wanted: number): number {
  return budget?.status?.desiredHealthy ?? Math.max(0, wanted - 1)
}

/** Why a budget blocks although all pods are ready. */
export function blocksForGood(budget: Live): Words | undefined {
  const { currentHealthy = 0, expectedPods = 0, desiredHealthy = 0, disruptionsAllowed = 0 } = budget.status ?? {}
  // While a pod is away its budget blocks; only one that wants all blocks for good.
  if (disruptionsAllowed > 0 || expectedPods === 0 || currentHealthy < expectedPods || desiredHealthy < expectedPods)
    return undefined
  const { maxUnavailable, minAvailable } = budget.spec ?? {}
  const rule = maxUnavailable === undefined ? `minAvailable ${minAvailable ?? '?'}` : `maxUnavailable ${maxUnavailable}`
  const { namespace = '', name } = budget.metadata
  return cause('budget-blocks', { budget: `${namespace}/${name}`, rule, pods: currentHealthy, wants: desiredHealthy })
}

export const budgetWords = ({ budgetOf }: Pick<PodWatch, 'budgetOf'>, app: StagedApp): string =>
  budgetOf(app) === undefined ? 'no PodDisruptionBudget covers it' : 'by its PodDisruptionBudget'

const keyOf = ({ metadata }: Live) => `${metadata.namespace ?? ''}/${metadata.name}`

export function watchPods(test: TestContext): PodWatch {
  const [pods, budgets, nodes] = [new Map<string, Live>(), new Map<string, Live>(), new Map<string, Live>()]
  const looks = new Set<() => void>()
  const listeners = new Set<(pod: Live) => void>()
  const follow = (kept: Map<string, Live>, kind: Kind) =>
    test.onEnd(
      test.kube.watch(kind, ({ type, object }) => {
        if (type === 'DELETED') kept.delete(keyOf(object))
        else kept.set(keyOf(object), object)
        if (kept === pods && type !== 'DELETED') for (const told of listeners) told(object)
        for (const look of looks) look()
      }),
    )
  follow(nodes, kinds.node)
  follow(pods, kinds.pod)
  follow(budgets, kinds.budget)
  const of = ({ team, name }: StagedApp) =>
    [...pods.values()].filter((pod) => pod.metadata.namespace === team && appOf(pod) === name)
  const budgetOf = (app: StagedApp) =>
    [...budgets.values()].find((budget) => of(app).some((pod) => covers(budget, pod)))
  return {
    all: () => [...pods.values()],
    of,
    ready: (app) => of(app).filter(isReady).length,
    node: ({ spec }) => nodes.get(`/${spec?.nodeName ?? ''}`),
    nodes: () => [...nodes.values()],
    budgetOf,
    placed: (told) =>
      void listeners.add((pod) => {
        if (pod.spec?.nodeName !== undefined) told(pod)
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
  }
}
