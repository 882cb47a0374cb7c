import { NoneFits } from '../../stage/choice.ts'
import type { Live } from '../../cluster/kube.ts'
import type { Scenario } from '../../stage/scenario.ts'
import type { Stage } from '../../stage/stage.ts'
import { karpenterWords } from './karpenter-words.ts'
import { isSpot, takeBack } from './machines-lost.ts'
import { claimEvicted, nodesInWords, watchNodes } from '../lifecycle/node-watch.ts'
import { watchPods, type PodWatch } from '../shared/pod-watch.ts'
import { isReady } from '../shared/pods.ts'
import { nameOf, requestScaled, type ScaledApp } from './scale-apps.ts'
import { budgetForGood } from './scale-breaks.ts'
import { deployedAtLeast, stayingWords } from './scale-least.ts'

async function interrupt(
  stage: Stage,
  watch: PodWatch,
  app: ScaledApp,
  nodes: readonly Live[],
  says: string,
): Promise<boolean> {
  const lost = new Set(nodes.map(({ metadata }) => metadata.name))
  const began = stage.recorder.at()
  stage.hand(`EC2 takes back ${nodesInWords(nodes)}`)
  await takeBack(stage, nodes)
  return stage.claimSoon(
    says,
    async () => {
      const left = watch.nodes().filter(({ metadata }) => lost.has(metadata.name)).length
      const ready = watch.of(app).filter(isReady).length
      const words = `${ready} of ${app.min} pods ready, ${left} of ${lost.size} lost machines still there; nodes: ${nodesInWords(watch.nodes())}`
      if (left === 0 && ready === app.min) return `${words}, ${(stage.recorder.at() - began).toFixed(1)} s after`
      const { why, forGood } = await stayingWords(stage, watch, [app])
      return `${forGood ? 'never' : 'not yet'}: ${words}; ${[await karpenterWords(stage, watch, app), why].filter((text) => text !== '').join('; ')}`
    },
    90,
  )
}

export const scaleSpot: Scenario = {
  name: 'scale-spot',
  proves:
    'One spot machine is taken back, then all: pods leave as their budgets allow, other machines come, and the app is full again.',
  where: 'last',
  onlyNamed: true,
  scales: true,
  within: 400,
  play: async (stage) => {
    const app = requestScaled(stage)
    const watch = watchPods(stage)
    const nodes = watchNodes(stage, watch, new Set([app.team]))
    try {
      if (!(await deployedAtLeast(stage, watch, app))) return
      const [first] = watch.nodes().filter(isSpot)
      if (first === undefined) throw new NoneFits(`${nameOf(app)} has no pods on spot nodes`)
      nodes.begin([app])
      if (!(await interrupt(stage, watch, app, [first], 'one spot machine is taken back: its pods are elsewhere')))
        return
      if (
        !(await interrupt(
          stage,
          watch,
          app,
          watch.nodes().filter(isSpot),
          'all spot machines are taken back: the app is full again',
        ))
      )
        return
      claimEvicted(stage, nodes, 1)
      stage.claim(
        'no more than one of its pods was away at a time',
        nodes.least(app) >= app.min - 1,
        `never fewer than ${nodes.least(app)} of ${app.min} ready; ${watch.budgetOf(app) === undefined ? 'no PodDisruptionBudget covers it' : 'by its PodDisruptionBudget'}`,
      )
    } finally {
      nodes.stop()
      watch.stop()
    }
  },
  breaks: [budgetForGood],
}
