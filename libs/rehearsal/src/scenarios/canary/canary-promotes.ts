import {
  deployed,
  goodTraffic,
  joined,
  needs,
  pending,
  release,
  runsEverywhere,
  say,
  seen,
  sharesSince,
  type Scenario,
} from '../shared/kit.ts'
import { metricsOf, servicesAskedAbout } from '../shared/slo.ts'
import { liveRoutes } from './canary-routes.ts'
import { swapStableAndCanary, weightsNotIgnored } from './canary-sabotages.ts'
import { sharesAsked, stepsOf } from './canary-steps.ts'
import { ignoredBy, watchFights, whoServesWhat } from './canary-watch.ts'

export const canaryPromotes: Scenario = {
  name: 'canary-promotes',
  needs: needs.analysed,
  description:
    'A new version that behaves takes over step by step, with the shares its spec asks for, and the app ends Synced and Healthy.',
  where: 'last',
  run: async (test) => {
    const [app] = test.canaries()
    await deployed(test, [app])
    goodTraffic(test, app)
    const asked = sharesAsked(await stepsOf(test, app))
    const metrics = await metricsOf(test, app)
    const fights = watchFights(test, app, () => test.recorder.commits.at(-1)?.sha)
    const { digest, since } = await release(test, app)
    const toCanary = async () => {
      const routes = await liveRoutes(test, app)
      return routes.stable ? pending(routes.words) : seen(routes)
    }
    const routes = await test.until('the first requests to the canary', toCanary, 90)
    const wrong = await whoServesWhat(test, app, servicesAskedAbout(metrics))
    test.assert(
      'the analysis asks about the pods of the new version, and the stable Service has those of the one before',
      wrong === undefined,
      wrong ?? routes.words,
    )

    await runsEverywhere(test, app, digest)
    const shares = sharesSince(test, app, since)
    const missing = asked.filter((share) => !shares.some((seen) => Math.abs(seen - share) < 0.5))
    test.assert(`its share went through ${asked.join(', ')} %`, missing.length === 0, `seen: ${shares.join(', ')} %`)
    const successful = (test.track(app)?.measurements ?? []).filter(({ phase }) => phase === 'Successful')
    const content = [...new Set(successful.map(({ metric }) => metric))]
    const names = metrics.map(({ name }) => name)
    const all = names.length > 0 && names.every((name) => content.includes(name))
    test.assert(
      'Prometheus was asked for every metric of the analysis and was content',
      all,
      `asked: ${names.join(', ') || 'none'}; successful measurements: ${content.join(', ') || 'none'}`,
    )
    const fought = fights()
    test.assert(
      'Argo CD did not fight the canary: Synced while it went on',
      fought.length === 0,
      [
        'never OutOfSync after its sync',
        say`OutOfSync after it: ${joined(fought, ', ')}; ${await ignoredBy(test, app)}`,
      ],
      'no-fight',
    )
  },
  sabotages: [swapStableAndCanary, weightsNotIgnored],
}
