import { isGoing } from '../../cluster/live.ts'
import { pending, seen } from '../../pace/poll.ts'
import { joined, say, type Words } from '../../recording/words.ts'
import { nameOf } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'
import { deployed } from '../canary/canary.ts'
import { applyNodePools } from '../lifecycle/node-pools.ts'
import { nodesInWords } from '../lifecycle/node-watch.ts'
import { blocksForGood, type PodWatch } from '../shared/pod-watch.ts'
import { isReady } from '../shared/pods.ts'
import { karpenterWords, scalingWords } from './karpenter-words.ts'
import { ask, type ScaledApp } from './scale-apps.ts'

/** Claims that an app comes to have so many pods, all of them ready. @returns whether it did */
export async function hasPods(
  test: TestContext,
  watch: PodWatch,
  app: ScaledApp,
  says: string,
  wanted: { from: number; to: number },
  within: number,
): Promise<boolean> {
  return test.assertSoon(
    says,
    async () => {
      const pods = watch.of(app).filter((each) => !isGoing(each))
      const ready = pods.filter(isReady).length
      if (ready === pods.length && ready >= wanted.from && ready <= wanted.to)
        return seen(`${ready} pods ready on ${nodesInWords(watch.nodes())}`)
      return pending(
        say`${ready} of ${pods.length} pods ready; ${await scalingWords(test, watch, app)}; nodes: ${nodesInWords(watch.nodes())}`,
      )
    },
    within,
  )
}

/** Claims that an app comes to have its fewest pods, all of them ready. @returns whether it did */
export const hasItsLeast = (test: TestContext, watch: PodWatch, app: ScaledApp): Promise<boolean> =>
  hasPods(
    test,
    watch,
    app,
    `${nameOf(app)} has its least number of pods, ${app.min}`,
    { from: app.min, to: app.min },
    60,
  )

/** How most of these scenarios begin: the pools are there, half the load that the app's least is for, and the app has that. @returns whether it came to be so */
export async function deployedAtLeast(test: TestContext, watch: PodWatch, app: ScaledApp): Promise<boolean> {
  await applyNodePools(test)
  ask(test, app, 0.5)
  await deployed(test, [app])
  return await hasItsLeast(test, watch, app)
}

/** Claims that an app comes to have the pods that its load needs: an HPA takes a tenth more or less for enough. @returns whether it did */
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
    { from: Math.floor(many * 0.9), to: Math.ceil(many * 1.1) },
    within,
  )

/** Claims that with so many times the load of its least an app comes to have the pods for it. @returns how many it has */
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

/** Why nodes stay, in Karpenter's words and those of budgets; for good, where one lets no pod go as long as all is well. */
export async function stayingWords(
  test: TestContext,
  watch: PodWatch,
  apps: readonly ScaledApp[],
): Promise<{ readonly why: Words; readonly forGood: boolean }> {
  const why = await karpenterWords(test, watch)
  const budgets = apps.flatMap((app) => watch.budgetOf(app) ?? []).flatMap((budget) => blocksForGood(budget) ?? [])
  return { why: joined([...budgets, why]), forGood: budgets.length > 0 }
}
