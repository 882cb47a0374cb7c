import { analysed } from '../../stage/needs.ts'
import { seenIf } from '../../pace/poll.ts'
import { cause, isCause, say } from '../../recording/words.ts'
import { statusOf } from '../../stage/application.ts'
import type { Scenario } from '../../stage/scenario.ts'
import type { StagedApp } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'
import type { Traffic } from '../../traffic/request-source.ts'
import { podChanges, podsOf } from '../shared/pods.ts'
import { limitOf, metricsOf, type AnalysisMetric } from '../shared/slo.ts'
import { liveRoutes } from './canary-routes.ts'
import { emptyIsGood, manyFailuresAllowed, noAnalysis, shareOfSuccesses } from './canary-sabotages.ts'
import { verdict } from './canary-verdict.ts'
import { bump, deployed, digestOf, goodTraffic, reached, releaseFile, samplesSince } from './canary.ts'

/** One way in which a new version is bad. */
interface Fault {
  /** Part of the new version's name. */
  readonly name: string
  readonly what: string
  /** The metric that has to end it. */
  readonly metric: string
  /** Requests to the canary; nothing when nobody asks it anything. */
  traffic(limit: number): Traffic | undefined
}

const good: Traffic = { rate: 20, errors: 0, p95: 40 }
const faults: readonly Fault[] = [
  {
    name: 'errors',
    what: 'one request in five fails',
    metric: 'errors',
    traffic: (limit) => ({ ...good, errors: limit < 0.2 ? 0.2 : (1 + limit) / 2 }),
  },
  // Its series are absent: Prometheus' answer is empty, and no number.
  { name: 'unused', what: 'nobody sends it a request', metric: 'traffic', traffic: () => undefined },
  // Then a share of successes has no series, and only a share of failures can be computed (FIELD-NOTES A14).
  { name: 'dead', what: 'every request fails', metric: 'errors', traffic: () => ({ ...good, errors: 1 }) },
  {
    name: 'slow',
    what: 'it answers too late',
    metric: 'p95-milliseconds',
    traffic: (limit) => ({ ...good, p95: limit * 2 }),
  },
]

/** Releases a version with this fault, and takes it back by a revert. @returns whether the canary was ended as it has to be */
async function runFault(
  test: TestContext,
  app: StagedApp,
  { name, what, metric, traffic }: Fault,
  asked: AnalysisMetric,
): Promise<boolean> {
  const release = releaseFile(test, app)
  const before = test.estate.read(release)
  const stablePods = await podsOf(test, app, 'stable')
  test.note(`the new version, ${name}: ${what}`, app)
  test.requests.forget(app.team, `${app.name}-canary`)
  const requests = traffic(limitOf(asked) ?? 0)
  if (requests !== undefined) test.requests.set(app.team, `${app.name}-canary`, requests)

  const digest = bump(test, app, name)
  await test.commit(
    `release: ${app.name} to ${name} in ${test.cluster.name}`,
    test.tree(await test.estate.render(), [app]),
  )
  const { end, found } = await verdict(test, app, digest, metric)
  const right = end === 'aborted' && found.causes.some((each) => isCause(each, { code: 'metric-ended-canary', metric }))
  test.assert(
    `${what}: Rollouts aborts it, and names the metric "${metric}"`,
    right,
    say`${found}${cause('about', { what: name })}`,
    'abort',
  )
  test.requests.set(app.team, `${app.name}-canary`, undefined)
  if (!right) return false

  await test.assertSoon(
    `${what}: all requests go to the stable version`,
    async () => {
      const routes = await liveRoutes(test, app)
      return seenIf(routes.stable, routes.words)
    },
    20,
  )
  await test.assertSoon(
    `${what}: Argo CD calls the app Degraded, and is still Synced`,
    async () => {
      const { sync, health } = statusOf(await test.application(app))
      const degraded = sync?.status === 'Synced' && health?.status === 'Degraded'
      return seenIf(degraded, `${sync?.status ?? 'not compared'}, ${health?.status ?? 'health unknown'}`)
    },
    20,
  )
  const changed = podChanges(stablePods, await podsOf(test, app, 'stable'))
  test.assert(
    `${what}: no pod of the stable version was touched`,
    stablePods.length > 0 && changed === '',
    changed === '' ? `${stablePods.length} pods, the same as before and ready` : changed,
  )

  test.estate.write(release, before)
  const digestBefore = digestOf(test, app)
  await test.revert(`revert: ${app.name} to ${name}`)
  const from = test.recorder.at()
  const back = await test.assertSoon(`${what}: a git revert brings it back to Synced and Healthy`, async () =>
    reached(await test.rollout(app), await test.application(app), digestBefore),
  )
  const after = samplesSince(test, app, from)
  const shares = [...new Set(after.map(({ canaryShare = 0 }) => canaryShare))].filter((share) => share > 0)
  const between = after.flatMap(({ step }) => step ?? []).filter(({ index, of }) => index > 0 && index < of)
  const steps = [...new Set(between.map(({ index }) => index))]
  test.assert(
    `${what}: the way back takes no step`,
    shares.length === 0 && steps.length === 0,
    shares.length + steps.length === 0
      ? 'no share, no step seen'
      : `shares ${shares.join(', ')} %, steps ${steps.join(', ')}`,
  )
  return back
}

export const canaryAborts: Scenario = {
  name: 'canary-aborts',
  needs: analysed,
  description:
    'A new version that fails, is slow or is never asked is taken back by itself; the stable one stays; a git revert mends it.',
  where: 'last',
  run: async (test) => {
    const [app] = test.canaries()
    await deployed(test, [app])
    goodTraffic(test, app)
    const metrics = await metricsOf(test, app)
    for (const fault of faults) {
      const asked = metrics.find(({ name }) => name === fault.metric)
      if (asked === undefined) test.note(`not played, for want of a metric "${fault.metric}": ${fault.what}`, app)
      else if (!(await runFault(test, app, fault, asked))) return
    }
  },
  sabotages: [emptyIsGood, shareOfSuccesses, manyFailuresAllowed, noAnalysis],
}
