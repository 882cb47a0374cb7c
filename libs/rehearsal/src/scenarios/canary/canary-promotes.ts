import type { Scenario } from '../../stage/scenario.ts'
import { not, until } from '../../pace/until.ts'
import { bump, deployed, goodTraffic, reached, samplesSince } from './canary.ts'
import { swapStableAndCanary, weightsNotIgnored } from './canary-breaks.ts'
import { sharesAsked, stepsOf } from './canary-steps.ts'
import { ignoredBy, watchFights, whoServesWhat } from './canary-watch.ts'
import { liveRoutes } from './canary-routes.ts'
import { metricsOf, servicesAskedAbout } from '../shared/slo.ts'

export const canaryPromotes: Scenario = {
  name: 'canary-promotes',
  proves:
    'A new version that behaves takes over step by step, with the shares its spec asks for, and the app ends Synced and Healthy.',
  where: 'last',
  play: async (stage) => {
    const [app] = stage.canaries()
    await deployed(stage, [app])
    goodTraffic(stage, app)
    const asked = sharesAsked(await stepsOf(stage, app))
    const metrics = await metricsOf(stage, app)
    const digest = bump(stage, app)
    const after = await stage.estate.render()
    const fights = watchFights(stage, app, () => stage.recorder.commits.at(-1)?.sha)
    await stage.commit(`release: ${app.name} to a new version in ${stage.cluster.name}`, stage.tree(after, [app]))
    const since = stage.recorder.commits.at(-1)?.at ?? 0

    const routes = await until(
      async () => {
        const seen = await liveRoutes(stage, app)
        return seen.stable ? not(seen.words) : seen
      },
      { what: 'the first requests to the canary', within: 90, signal: stage.signal },
    )
    const wrong = await whoServesWhat(stage, app, servicesAskedAbout(metrics))
    stage.claim(
      'the analysis asks about the pods of the new version, and the stable Service has those of the one before',
      wrong === '',
      wrong === '' ? routes.words : wrong,
    )

    await stage.claimSoon(
      `${app.name} runs the new image everywhere and is Synced and Healthy`,
      async () => reached(await stage.rollout(app), await stage.application(app), digest),
      90,
    )
    const shares = [...new Set(samplesSince(stage, app, since).map(({ canaryShare = 0 }) => canaryShare))].filter(
      (share) => share > 0,
    )
    const missing = asked.filter((share) => !shares.some((seen) => Math.abs(seen - share) < 0.5))
    stage.claim(`its share went through ${asked.join(', ')} %`, missing.length === 0, `seen: ${shares.join(', ')} %`)
    const content = [
      ...new Set(
        (stage.track(app)?.measurements ?? [])
          .filter(({ phase }) => phase === 'Successful')
          .map(({ metric }) => metric),
      ),
    ]
    const names = metrics.map(({ name }) => name)
    const all = names.length > 0 && names.every((name) => content.includes(name))
    stage.claim(
      'Prometheus was asked for every metric of the analysis and was content',
      all,
      `asked: ${names.join(', ') || 'none'}; successful measurements: ${content.join(', ') || 'none'}`,
    )
    const fought = fights()
    stage.claim(
      'Argo CD did not fight the canary: Synced while it went on',
      fought.length === 0,
      fought.length === 0
        ? 'never OutOfSync after its sync'
        : `OutOfSync after it: ${fought.join(', ')}; ${await ignoredBy(stage, app)}`,
    )
  },
  breaks: [swapStableAndCanary, weightsNotIgnored],
}
