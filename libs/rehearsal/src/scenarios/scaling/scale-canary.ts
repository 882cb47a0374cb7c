import {
  canaryOf,
  cause,
  deployed,
  finishes,
  goodTraffic,
  isGoing,
  joined,
  nameOf,
  never,
  pending,
  release,
  replacing,
  replicasOf,
  rollouts,
  samplesSince,
  say,
  seen,
  watchPods,
  type Sabotage,
  type Scenario,
  type TestContext,
} from '../shared/kit.ts'
import { ask, requestScaled, scalingScenario, type ScaledApp } from './scale-apps.ts'
import { appliedReplicas } from '../drift/drift-scaler.ts'
import { applyNodePools } from '../lifecycle/node-pools.ts'
import { nodesInWords } from '../lifecycle/node-watch.ts'
import { scalingWords } from './karpenter-words.ts'
import { scalerWords } from './scaler-words.ts'

const times = 3

async function sizes(test: TestContext, app: ScaledApp) {
  const rollout = await test.rollout(app)
  const {
    stable,
    canary,
    canaryShare = 0,
  } = samplesSince(test, app, -1).at(-1) ?? { stable: { ready: 0, all: 0 }, canary: { ready: 0, all: 0 } }
  const inGit = appliedReplicas(rollout)
  const pinned = (canaryOf(rollout).steps ?? []).find(({ setCanaryScale }) => setCanaryScale?.replicas !== undefined)
    ?.setCanaryScale?.replicas
  const causes = joined([
    inGit === undefined ? undefined : cause('replicas-in-git', { replicas: inGit }),
    pinned === undefined ? undefined : cause('canary-pinned', { pods: pinned }),
  ])
  const found = `stable ${stable.ready} of ${stable.all} ready, canary ${canary.ready} of ${canary.all}, ${canaryShare} % of requests to it`
  return {
    replicas: replicasOf(rollout),
    stable,
    canary,
    share: canaryShare,
    causes,
    words: joined([found, causes]),
  }
}

const replicasInGit: Sabotage = {
  name: 'replicas-beside-scaler',
  change: replacing(rollouts, /^spec:\n/m, 'spec:\n  replicas: 2\n'),
  causes: [{ code: 'replicas-in-git', replicas: 2 }],
}

const pinnedCanary: Sabotage = {
  name: 'pinned-canary',
  change: replacing(rollouts, /^( +)steps:\n/m, '$1steps:\n$1  - setCanaryScale:\n$1      replicas: 1\n'),
  causes: [{ code: 'canary-pinned', pods: 1 }],
}

export const scaleCanary: Scenario = {
  name: 'scale-canary',
  ...scalingScenario,
  description:
    'Load that comes in the middle of a canary: the version before keeps its pods, the new one gets those that its share needs, and none are left over.',
  hold: 12,
  within: 400,
  run: async (test) => {
    const app = requestScaled(test)
    const watch = watchPods(test)
    await applyNodePools(test)
    ask(test, app, 0.5)
    await deployed(test, [app])
    goodTraffic(test, app)
    await test.until(`${nameOf(app)} to have its least, ${app.min}`, async () =>
      replicasOf(await test.rollout(app)) === app.min ? seen(undefined) : pending(await scalerWords(test, app)),
    )
    const { digest, since } = await release(test, app)
    const begun = async () => {
      const now = await sizes(test, app)
      return now.share > 0 && now.canary.ready > 0 ? seen(now) : pending(now.words)
    }
    const first = await test.until('the first requests to the canary', begun, 90)
    const many = app.min * times
    test.manualAction(`load for ${times}  times as many pods, in the middle of the canary (${first.words.text})`, app)
    ask(test, app, times)
    const grew = await test.assertSoon(
      `the version before gets the pods that the load needs, ${many}, though the canary has ${first.share} %`,
      async () => {
        const now = await sizes(test, app)
        if (now.stable.ready >= many * 0.9 && now.replicas >= many * 0.9)
          return seen(say`${now.words}; ${nodesInWords(watch.nodes())}`)
        return pending(say`replicas ${now.replicas}; ${now.words}; ${await scalingWords(test, watch, app)}`)
      },
      40,
    )
    if (!grew) return
    let next: number | undefined
    await test.assertSoon(
      'with the next share the canary has as many pods as that is of them',
      async () => {
        const now = await sizes(test, app)
        const wanted = Math.ceil((now.replicas * now.share) / 100)
        if (now.share > first.share) next ??= now.share
        // In the end every canary is as large as all.
        if (next !== undefined && now.share !== next)
          return never(say`it never had what ${next} % of requests need; ${now.words}`)
        return next !== undefined && now.canary.ready >= wanted
          ? seen(say`${now.words}: ${wanted} or more`)
          : pending(say`${now.words}, and its share needs ${wanted}`)
      },
      60,
    )
    await test.assertSoon(`${app.name} runs the new version everywhere`, finishes(test, app, digest), 150)
    const grown = samplesSince(test, app, since)
    // Stable stays full until the last step; after it the new version is stable.
    const full = grown.findIndex(({ stable }) => stable.ready >= many * 0.9)
    const promoted = grown.findIndex(({ phase }, index) => index > full && phase.startsWith('Healthy'))
    const during = grown.slice(full, promoted === -1 ? undefined : promoted)
    const fewest = Math.min(...during.map(({ stable }) => stable.ready))
    test.assert(
      'the version before was never starved while the canary went on',
      during.length > 0 && fewest >= many * 0.9 - 1,
      joined([`never fewer than ${fewest} ready of ${many}`, (await sizes(test, app)).causes]),
    )
    const most = Math.max(...grown.map(({ stable, canary }) => stable.all + canary.all))
    await test.assertSoon(
      'nothing is left over of both sizes',
      async () => {
        const now = await sizes(test, app)
        const pods = watch.of(app).filter((each) => !isGoing(each)).length
        return pods === now.replicas
          ? seen(`${pods} pods for ${now.replicas} replicas; at most there were ${most}`)
          : pending(say`${pods} pods for ${now.replicas} replicas; ${now.words}`)
      },
      40,
    )
    ask(test, app, 0.5)
    test.manualAction('load as it was', app)
    await test.assertSoon(
      `${nameOf(app)} is back at its least, ${app.min}`,
      async () => {
        const now = await sizes(test, app)
        return now.replicas === app.min && now.stable.all === app.min
          ? seen(now.words)
          : pending(say`replicas ${now.replicas}; ${now.words}; ${await scalerWords(test, app)}`)
      },
      90,
    )
  },
  sabotages: [replicasInGit, pinnedCanary],
}
