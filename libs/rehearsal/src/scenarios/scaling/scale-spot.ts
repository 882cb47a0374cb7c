import {
  budgetThatBlocks,
  budgetWords,
  joined,
  nameOf,
  namesOfObjects,
  never,
  NoneFits,
  pending,
  seen,
  stopwatch,
  watchPods,
  type Live,
  type PodWatch,
  type Scenario,
  type TestContext,
} from '../shared/kit.ts'
import { claimEvicted, nodesInWords, watchNodes } from '../lifecycle/node-watch.ts'
import { karpenterWords } from './karpenter-words.ts'
import { isSpot, reclaimNodes } from './machines-lost.ts'
import { requestScaled, scalingScenario, type ScaledApp } from './scale-apps.ts'
import { deployedAtLeast, stayingWords } from './scale-least.ts'

async function interrupt(
  test: TestContext,
  watch: PodWatch,
  app: ScaledApp,
  nodes: readonly Live[],
  says: string,
): Promise<boolean> {
  const lost = new Set(namesOfObjects(nodes))
  const passed = stopwatch(test)
  test.manualAction(`EC2 takes back ${nodesInWords(nodes)}`)
  await reclaimNodes(test, nodes)
  return test.assertSoon(
    says,
    async () => {
      const left = watch.nodes().filter(({ metadata }) => lost.has(metadata.name)).length
      const ready = watch.ready(app)
      const words = `${ready} of ${app.min} pods ready, ${left} of ${lost.size} lost machines still there; nodes: ${nodesInWords(watch.nodes())}`
      if (left === 0 && ready === app.min) return seen(`${words}, ${passed()} s after`)
      const { why, forGood } = await stayingWords(test, watch, [app])
      return (forGood ? never : pending)(joined([words, await karpenterWords(test, watch, app), why]))
    },
    90,
  )
}

export const scaleSpot: Scenario = {
  name: 'scale-spot',
  ...scalingScenario,
  description:
    'One spot machine is taken back, then all: pods leave as their budgets allow, other machines come, and the app is full again.',
  within: 400,
  run: async (test) => {
    const app = requestScaled(test)
    const watch = watchPods(test)
    const nodes = watchNodes(test, watch, new Set([app.team]))
    if (!(await deployedAtLeast(test, watch, app))) return
    const [first] = watch.nodes().filter(isSpot)
    if (first === undefined) throw new NoneFits(`${nameOf(app)} has no pods on spot nodes`)
    nodes.begin([app])
    if (!(await interrupt(test, watch, app, [first], 'one spot machine is taken back: its pods are elsewhere'))) return
    const all = watch.nodes().filter(isSpot)
    if (!(await interrupt(test, watch, app, all, 'all spot machines are taken back: the app is full again'))) return
    claimEvicted(test, nodes, 1)
    test.assert(
      'no more than one of its pods was away at a time',
      nodes.least(app) >= app.min - 1,
      `never fewer than ${nodes.least(app)} of ${app.min} ready; ${budgetWords(watch, app)}`,
    )
  },
  sabotages: [budgetThatBlocks],
}
