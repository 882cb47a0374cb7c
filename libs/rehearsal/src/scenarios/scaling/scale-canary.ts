import type { Break, Scenario } from '../../stage/scenario.ts'
import type { Stage } from '../../stage/stage.ts'
import { not, until } from '../../pace/until.ts'
import { editing } from '../shared/breaks.ts'
import { deployed, goodTraffic, reached, release, samplesSince } from '../canary/canary.ts'
import { scalingWords } from './karpenter-words.ts'
import { applyNodePools } from '../lifecycle/node-pools.ts'
import { nodesInWords } from '../lifecycle/node-watch.ts'
import { watchPods } from '../shared/pod-watch.ts'
import { ask, nameOf, replicasOf, requestScaled, type ScaledApp } from './scale-apps.ts'
import { scalerWords } from './scaler-words.ts'

const times = 3

/** What there is of an app's two versions now, and what was said about it. */
async function sizes(stage: Stage, app: ScaledApp) {
  const rollout = await stage.rollout(app)
  const {
    stable,
    canary,
    canaryShare = 0,
  } = samplesSince(stage, app, -1).at(-1) ?? { stable: { ready: 0, all: 0 }, canary: { ready: 0, all: 0 } }
  const applied = rollout?.metadata.annotations?.['kubectl.kubernetes.io/last-applied-configuration']
  const inGit =
    applied === undefined ? undefined : (JSON.parse(applied) as { spec?: { replicas?: number } }).spec?.replicas
  const steps =
    (
      rollout?.spec as
        | { strategy?: { canary?: { steps?: readonly { setCanaryScale?: { replicas?: number } }[] } } }
        | undefined
    )?.strategy?.canary?.steps ?? []
  const pinned = steps.find(({ setCanaryScale }) => setCanaryScale?.replicas !== undefined)?.setCanaryScale?.replicas
  const causes = [
    inGit === undefined ? '' : `git says replicas: ${inGit}, so Argo CD writes that over the autoscaler's number`,
    pinned === undefined ? '' : `a step pins the canary at ${pinned} pods (setCanaryScale), whatever its share is`,
  ].filter((text) => text !== '')
  const words = `stable ${stable.ready} of ${stable.all} ready, canary ${canary.ready} of ${canary.all}, ${canaryShare} % of requests to it`
  return {
    replicas: replicasOf(rollout),
    stable,
    canary,
    share: canaryShare,
    causes,
    words: [words, ...causes].join('; '),
  }
}

const replicasInGit: Break = {
  name: 'replicas-beside-scaler',
  change: editing(/\/rollout-/, (text) => text.replace(/^spec:\n/m, 'spec:\n  replicas: 2\n')),
  says: /git says replicas: 2, so Argo CD writes that over the autoscaler's number/,
}

const pinnedCanary: Break = {
  name: 'pinned-canary',
  change: editing(/\/rollout-/, (text) =>
    text.replace(/^( +)steps:\n/m, '$1steps:\n$1  - setCanaryScale:\n$1      replicas: 1\n'),
  ),
  says: /a step pins the canary at 1 pods/,
}

export const scaleCanary: Scenario = {
  name: 'scale-canary',
  proves:
    'Load that comes in the middle of a canary: the version before keeps its pods, the new one gets those that its share needs, and none are left over.',
  where: 'last',
  onlyNamed: true,
  scales: true,
  hold: 12,
  within: 400,
  play: async (stage) => {
    const app = requestScaled(stage)
    const watch = watchPods(stage)
    try {
      await applyNodePools(stage)
      ask(stage, app, 0.5)
      await deployed(stage, [app])
      goodTraffic(stage, app)
      await until(
        async () => (replicasOf(await stage.rollout(app)) === app.min ? true : not(await scalerWords(stage, app))),
        {
          what: `${nameOf(app)} to have its least, ${app.min}`,
          within: 60,
          signal: stage.signal,
        },
      )
      const { digest, since } = await release(stage, app)
      const first = await until(
        async () => {
          const now = await sizes(stage, app)
          return now.share > 0 && now.canary.ready > 0 ? now : not(now.words)
        },
        { what: 'the first requests to the canary', within: 90, signal: stage.signal },
      )
      const many = app.min * times
      stage.hand(`load for ${times} times as many pods, in the middle of the canary (${first.words})`, app)
      ask(stage, app, times)
      const grew = await stage.claimSoon(
        `the version before gets the pods that the load needs, ${many}, though the canary has ${first.share} %`,
        async () => {
          const now = await sizes(stage, app)
          if (now.stable.ready >= many * 0.9 && now.replicas >= many * 0.9)
            return `${now.words}; ${nodesInWords(watch.nodes())}`
          return `not yet: replicas ${now.replicas}; ${now.words}; ${await scalingWords(stage, watch, app)}`
        },
        40,
      )
      if (!grew) return
      let next: number | undefined
      await stage.claimSoon(
        'with the next share the canary has as many pods as that is of them',
        async () => {
          const now = await sizes(stage, app)
          const wanted = Math.ceil((now.replicas * now.share) / 100)
          if (now.share > first.share) next ??= now.share
          // At the end every canary is made as large as all.
          if (next !== undefined && now.share !== next)
            return `never: it never had what ${next} % of requests need; ${now.words}`
          return next !== undefined && now.canary.ready >= wanted
            ? `${now.words}: ${wanted} or more`
            : `not yet: ${now.words}, and its share needs ${wanted}`
        },
        60,
      )
      await stage.claimSoon(
        `${app.name} runs the new version everywhere`,
        async () => reached(await stage.rollout(app), await stage.application(app), digest),
        150,
      )
      const grown = samplesSince(stage, app, since)
      // Stable stays at full size until the last step has passed; after it the new version is the stable one.
      const full = grown.findIndex(({ stable }) => stable.ready >= many * 0.9)
      const promoted = grown.findIndex(({ phase }, index) => index > full && phase.startsWith('Healthy'))
      const during = grown.slice(full, promoted === -1 ? undefined : promoted)
      const fewest = Math.min(...during.map(({ stable }) => stable.ready))
      stage.claim(
        'the version before was never starved while the canary went on',
        during.length > 0 && fewest >= many * 0.9 - 1,
        [`never fewer than ${fewest} ready of ${many}`, ...(await sizes(stage, app)).causes].join('; '),
      )
      const most = Math.max(...grown.map(({ stable, canary }) => stable.all + canary.all))
      await stage.claimSoon(
        'nothing is left over of both sizes',
        async () => {
          const now = await sizes(stage, app)
          const pods = watch.of(app).filter(({ metadata }) => metadata.deletionTimestamp === undefined).length
          return pods === now.replicas
            ? `${pods} pods for ${now.replicas} replicas; at most there were ${most}`
            : `not yet: ${pods} pods for ${now.replicas} replicas; ${now.words}`
        },
        40,
      )
      ask(stage, app, 0.5)
      stage.hand('load as it was', app)
      await stage.claimSoon(
        `${nameOf(app)} is back at its least, ${app.min}`,
        async () => {
          const now = await sizes(stage, app)
          return now.replicas === app.min && now.stable.all === app.min
            ? now.words
            : `not yet: replicas ${now.replicas}; ${now.words}; ${await scalerWords(stage, app)}`
        },
        90,
      )
    } finally {
      watch.stop()
    }
  },
  breaks: [replicasInGit, pinnedCanary],
}
