import {
  blocksForGood,
  deployed,
  isGoing,
  isReady,
  joined,
  nameOf,
  pending,
  say,
  seen,
  type PodWatch,
  type TestContext,
  type Words,
} from '../shared/kit.ts'
import { applyNodePools } from '../lifecycle/node-pools.ts'
import { nodesInWords } from '../lifecycle/node-watch.ts'
import { karpenterWords, scalingWords } from './karpenter-words.ts'
import { ask, type ScaledApp } from './scale-apps.ts'

export async function hasPods(
  test: TestContext,
  watch: PodWatch,
  app: ScaledApp,
  says: string,
  within: number,
  [from, to]: readonly [number, number] = [app.min, app.min],
): Promise<boolean> {
  const look = async () => {
    const pods = watch.of(app).filter((each) => !isGoing(each))
    const ready = pods.filter(isReady).length
    const nodes = nodesInWords(watch.nodes())
    if (ready === pods.length && ready >= from && ready <= to) return seen(`${ready} pods ready on ${nodes}`)
    return pending(say`${ready} of ${pods.length} pods ready; ${await scalingWords(test, watch, app)}; nodes: ${nodes}`)
  }
  return test.assertSoon(says, look, within)
}

export const hasItsLeast = (test: TestContext, watch: PodWatch, app: ScaledApp): Promise<boolean> =>
  hasPods(test, watch, app, `${nameOf(app)} has its least number of pods, ${app.min}`, 60)

/** Applies the pools, sends half the load of the app's minimum. @returns whether it has its minimum */
export async function deployedAtLeast(test: TestContext, watch: PodWatch, app: ScaledApp): Promise<boolean> {
  await applyNodePools(test)
  ask(test, app, 0.5)
  await deployed(test, [app])
  return await hasItsLeast(test, watch, app)
}

/** An HPA tolerates a tenth. */
export const hasEnough = (
  test: TestContext,
  watch: PodWatch,
  app: ScaledApp,
  many: number,
  within: number,
): Promise<boolean> =>
  hasPods(
    test,
    watch,
    app,
    `${nameOf(app)} gets the pods that its load needs, ${many} or a tenth more or less`,
    within,
    [Math.floor(many * 0.9), Math.ceil(many * 1.1)],
  )

export async function grownBy(
  test: TestContext,
  watch: PodWatch,
  app: ScaledApp,
  times: number,
): Promise<number | undefined> {
  const many = Math.min(app.max, app.min * times)
  test.manualAction(`load for ${many} pods`, app)
  ask(test, app, many / app.min)
  return (await hasEnough(test, watch, app, many, 60)) ? watch.ready(app) : undefined
}

/** Karpenter's reasons why nodes stay; for good when a budget blocks. */
export async function stayingWords(
  test: TestContext,
  watch: PodWatch,
  apps: readonly ScaledApp[],
): Promise<{ readonly why: Words; readonly forGood: boolean }> {
  const why = await karpenterWords(test, watch)
  const budgets = apps.flatMap((app) => watch.budgetOf(app) ?? []).flatMap((budget) => blocksForGood(budget) ?? [])
  return { why: joined([...budgets, why]), forGood: budgets.length > 0 }
}
