import type { Scenario } from '../scenario.ts'
import { analysisMetrics, bump, canarySteps, deployed, goodTraffic, reached } from './canary.ts'
import { swapStableAndCanary } from './breaks.ts'

export const canaryPromotes: Scenario = {
  name: 'canary-promotes',
  proves: 'A new version that behaves takes over step by step, with the shares its spec asks for, and the app ends Synced and Healthy.',
  where: 'last',
  play: async (stage) => {
    const [app] = stage.canaries()
    await deployed(stage, [app])
    goodTraffic(stage, app)
    const steps = await canarySteps(stage, app)
    const digest = bump(stage, app)
    const after = await stage.estate.render()
    await stage.commit(`release: ${app.name} to a new version in ${stage.cluster.name}`, stage.tree(after, [app]))
    await stage.claimSoon(`${app.name} runs the new image everywhere and is Synced and Healthy`, async () => {
      const [rollout, application] = [await stage.rollout(app), await stage.application(app)]
      const said = reached(rollout, application, digest)
      return said
    }, 90)
    const track = stage.recorder.apps().find(({ name }) => name === `${app.team}/${app.name}`)
    const shares = [...new Set((track?.samples ?? []).map(({ canaryShare }) => canaryShare ?? 0))].filter((share) => share > 0)
    const missing = steps.filter((step) => !shares.some((share) => Math.abs(share - step) < 0.5))
    stage.claim(`its share went through ${steps.join(', ')} %`, missing.length === 0, `seen: ${shares.join(', ')} %`)
    const metrics = [...new Set((track?.measurements ?? []).filter(({ phase }) => phase === 'Successful').map(({ metric }) => metric))]
    const asked = await analysisMetrics(stage, app)
    stage.claim('Prometheus was asked for every metric of the analysis and was content', asked.length > 0 && asked.every((name) => metrics.includes(name)),
      `asked: ${asked.join(', ') || 'none'}; successful measurements: ${metrics.join(', ') || 'none'}`)
    const out = (track?.samples ?? []).filter(({ at, sync }) => sync === 'OutOfSync' && at > (stage.recorder.commits.at(-1)?.at ?? 0) + 5)
    stage.claim('Argo CD did not fight the canary: Synced while it went on', out.length === 0,
      out.length === 0 ? 'never OutOfSync after its sync' : `OutOfSync at ${out.map(({ at }) => `${at} s`).join(', ')}`)
  },
  breaks: [swapStableAndCanary],
}
