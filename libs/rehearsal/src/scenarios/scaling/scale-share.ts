import { requestScaled, scalingScenario, type ScaledApp } from './scale-apps.ts'
import { onDemandShares } from '@slipway/fleet'
import { parseDocument } from 'yaml'
import {
  budgetWords,
  cause,
  editing,
  ifThere,
  isReady,
  nodePools,
  NoneFits,
  pending,
  replicasOf,
  rollouts,
  say,
  seen,
  stopwatch,
  watchPods,
  type Cluster,
  type Estate,
  type Live,
  type PodWatch,
  type Sabotage,
  type Said,
  type Scenario,
  type TestContext,
} from '../shared/kit.ts'
import { nodesInWords } from '../lifecycle/node-watch.ts'
import { karpenterWords } from './karpenter-words.ts'
import { isSpot, reclaimNodes } from './machines-lost.ts'
import { deployedAtLeast, grownBy } from './scale-least.ts'

const times = 3
const usual = '25%'
const label = 'slipway.dev/share'

/** Unless the cluster's file keeps a share already. */
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

async function shareWords(test: TestContext, app: ScaledApp): Promise<Said> {
  const spread = (await test.rollout(app))?.spec?.template?.spec?.topologySpreadConstraints ?? []
  return spread.some(({ topologyKey }) => topologyKey === label) ? '' : say`; ${cause('no-share-asked', { label })}`
}

const noShare: Sabotage = {
  name: 'share-that-nobody-asks-for',
  change: editing(rollouts, (text) => {
    const document = parseDocument(text)
    const spread = (document.toJS() as Live).spec?.template?.spec?.topologySpreadConstraints ?? []
    document.setIn(
      ['spec', 'template', 'spec', 'topologySpreadConstraints'],
      document.createNode(spread.filter(({ topologyKey }) => topologyKey !== label)),
    )
    return document.toString({ lineWidth: 0 })
  }),
  causes: [{ code: 'no-share-asked' }],
}

const noFallback: Sabotage = {
  name: 'spot-without-fallback',
  change: ifThere(
    nodePools,
    editing(nodePools, (text) => (/- spot\n/.test(text) ? text.replace(/^ +- on-demand\n/m, '') : text)),
  ),
  noticedBy: 'app-full-again',
  causes: [{ code: 'no-place' }, { code: 'condition', reason: 'FailedScheduling' }],
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
    const passed = stopwatch(test)
    await reclaimNodes(test, lost)
    let [away, untouched, fewer] = [0, steady.size, 0]
    const full = await test.assertSoon(
      'the app is full again, all of it on on-demand machines',
      async () => {
        const here = steadyOf(watch, app)
        untouched = Math.min(untouched, here.filter(({ metadata }) => steady.has(metadata.uid)).length)
        const ready = watch.ready(app)
        // An HPA may want a tenth more or less meanwhile.
        const wanted = replicasOf(await test.rollout(app))
        away = Math.max(away, Math.min(wanted, many) - ready)
        fewer = Math.max(fewer, many - wanted)
        const words = `${ready} of ${wanted} pods ready, ${here.length} on on-demand; nodes: ${nodesInWords(watch.nodes())}`
        if (here.length === wanted && ready === wanted && !watch.nodes().some(isSpot))
          return seen(`${words}, ${passed()} s after`)
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
      `at most ${away} of ${many} away; ${budgetWords(watch, app)}`,
    )
  },
  sabotages: [noShare, noFallback],
}
