import { scalingScenario } from './scale-apps.ts'
import { onDemandShares, type Cluster } from '@slipway/fleet'
import { parseDocument } from 'yaml'
import { replicasOf } from '../../cluster/live.ts'
import { pending, seen } from '../../pace/poll.ts'
import { cause, say, type Said } from '../../recording/words.ts'
import type { Estate } from '../../stage/estate.ts'
import type { Sabotage, Scenario } from '../../stage/scenario.ts'
import { NoneFits } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'
import { nodesInWords } from '../lifecycle/node-watch.ts'
import { watchPods, type PodWatch } from '../shared/pod-watch.ts'
import { isReady } from '../shared/pods.ts'
import { editing, editingIfThere } from '../shared/sabotages.ts'
import { karpenterWords } from './karpenter-words.ts'
import { isSpot, reclaimNodes } from './machines-lost.ts'
import { requestScaled, type ScaledApp } from './scale-apps.ts'
import { deployedAtLeast, grownBy } from './scale-least.ts'

const times = 3
const usual = '25%'
const label = 'slipway.dev/share'

/** Writes into the cluster's file that a share stays on on-demand; as it is where it says so already. */
async function keepShare(estate: Estate, { name, ...cluster }: Cluster): Promise<void> {
  const { nodes } = cluster
  if (nodes.onDemandShare !== undefined) return
  if (
    nodes.scaler !== 'karpenter' ||
    nodes.spot === 'overflow' ||
    !nodes.pools.some(({ capacity, system }) => capacity === 'spot' && !system)
  ) {
    throw new NoneFits(`${name} has no spot pool of Karpenter's that apps prefer, so no share has to be kept off it`)
  }
  const pools = nodes.pools.map((pool) => (pool.capacity === 'spot' ? { ...pool, fallback: true } : pool))
  estate.write(
    `fleet/clusters/${name}.ts`,
    `export default ${JSON.stringify({ ...cluster, nodes: { ...nodes, onDemandShare: usual, pools } }, null, 2)}\n`,
  )
  await estate.render()
}

const steadyOf = (watch: PodWatch, app: ScaledApp) =>
  watch.of(app).filter((pod) => {
    const node = watch.node(pod)
    return isReady(pod) && node !== undefined && !isSpot(node)
  })

/** Why no share is kept. */
async function shareWords(test: TestContext, app: ScaledApp): Promise<Said> {
  const { template } = ((await test.rollout(app))?.spec ?? {}) as {
    template?: { spec?: { topologySpreadConstraints?: readonly { topologyKey: string }[] } }
  }
  return template?.spec?.topologySpreadConstraints?.some(({ topologyKey }) => topologyKey === label) === true
    ? ''
    : say`; ${cause('no-share-asked', { label })}`
}

const noShare: Sabotage = {
  name: 'share-that-nobody-asks-for',
  change: editing(/\/rollout-/, (text) => {
    const document = parseDocument(text)
    const at = ['spec', 'template', 'spec', 'topologySpreadConstraints']
    const { spec } = document.toJS() as {
      spec: { template: { spec: { topologySpreadConstraints: readonly { topologyKey: string }[] } } }
    }
    document.setIn(
      at,
      document.createNode(
        spec.template.spec.topologySpreadConstraints.filter(({ topologyKey }) => topologyKey !== label),
      ),
    )
    return document.toString({ lineWidth: 0 })
  }),
  noticedBy: { causes: [{ code: 'no-share-asked' }] },
}

const noFallback: Sabotage = {
  name: 'spot-without-fallback',
  change: editingIfThere(/\/nodepool-/, (text) =>
    /- spot\n/.test(text) ? text.replace(/^ +- on-demand\n/m, '') : text,
  ),
  noticedBy: {
    by: 'app-full-again',
    causes: [{ code: 'no-place' }, { code: 'condition', reason: 'FailedScheduling' }],
  },
}

export const scaleShare: Scenario = {
  name: 'scale-share',
  ...scalingScenario,
  description:
    'With a share that stays on on-demand: all spot machines are taken back and no more can be had, the share is not touched, and the app is full again.',
  within: 400,
  prepare: keepShare,
  run: async (test) => {
    const app = requestScaled(test)
    const share = test.cluster.nodes.onDemandShare ?? usual
    const watch = watchPods(test)
    try {
      test.note(`the cluster's file in the copy of the estate says onDemandShare: ${share}`)
      if (!(await deployedAtLeast(test, watch, app))) return
      const many = await grownBy(test, watch, app, times)
      if (many === undefined) return
      const kept = Math.floor(many / onDemandShares[share])
      const steady = new Set(steadyOf(watch, app).map(({ metadata }) => metadata.uid))
      test.assert(
        `of ${many} pods ${share} or more are on on-demand machines, and the others on spot`,
        steady.size >= kept && steady.size < many,
        say`${steady.size} of ${many} on on-demand, ${kept} at least are to be; nodes: ${nodesInWords(watch.nodes())}${await shareWords(test, app)}`,
      )
      const lost = watch.nodes().filter(isSpot)
      await test.machines.offer(({ capacity }) => capacity !== 'spot')
      test.manualAction(`EC2 takes back ${nodesInWords(lost)}, and there is no spot any more`)
      const began = test.recorder.at()
      await reclaimNodes(test, lost)
      let [away, untouched, fewer] = [0, steady.size, 0]
      const full = await test.assertSoon(
        'the app is full again, all of it on on-demand machines',
        async () => {
          const here = steadyOf(watch, app)
          untouched = Math.min(untouched, here.filter(({ metadata }) => steady.has(metadata.uid)).length)
          const ready = watch.ready(app)
          // An HPA may find meanwhile that a tenth fewer or more are enough.
          const wanted = replicasOf(await test.rollout(app))
          away = Math.max(away, Math.min(wanted, many) - ready)
          fewer = Math.max(fewer, many - wanted)
          const words = `${ready} of ${wanted} pods ready, ${here.length} on on-demand; nodes: ${nodesInWords(watch.nodes())}`
          if (here.length === wanted && ready === wanted && !watch.nodes().some(isSpot))
            return seen(`${words}, ${(test.recorder.at() - began).toFixed(1)} s after`)
          return pending(say`${words}; ${await karpenterWords(test, watch, app)}; ${await karpenterWords(test, watch)}`)
        },
        120,
        'app-full-again',
      )
      if (!full) return
      test.assert(
        'the share on on-demand was not touched meanwhile',
        untouched >= steady.size - fewer,
        `${untouched} of its ${steady.size} pods ran all the time${fewer > 0 ? `; the HPA took ${fewer} away` : ''}`,
      )
      test.assert(
        'no more than one pod was away at a time',
        away <= 1,
        `at most ${away} of ${many} away; ${watch.budgetOf(app) === undefined ? 'no PodDisruptionBudget covers it' : 'by its PodDisruptionBudget'}`,
      )
    } finally {
      watch.stop()
    }
  },
  sabotages: [noShare, noFallback],
}
