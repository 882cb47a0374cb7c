import {
  cause,
  deployed,
  digestOf,
  finishes,
  goodTraffic,
  isCause,
  needs,
  podChanges,
  stablePodsOf,
  release,
  releaseFile,
  samplesSince,
  say,
  seenIf,
  sharesSince,
  statusOf,
  type Scenario,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'
import type { Traffic } from '../../traffic/request-source.ts'
import { limitOf, metricsOf, type AnalysisMetric } from '../shared/slo.ts'
import { liveRoutes } from './canary-routes.ts'
import { emptyIsGood, manyFailuresAllowed, noAnalysis, shareOfSuccesses } from './canary-sabotages.ts'
import { verdict } from './canary-verdict.ts'

interface Fault {
  readonly name: string
  readonly what: string
  readonly metric: string
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
  // Without series, Prometheus' answer is empty.
  { name: 'unused', what: 'nobody sends it a request', metric: 'traffic', traffic: () => undefined },
  // A share of successes has no series then; a share of failures has (FIELD-NOTES A14).
  { name: 'dead', what: 'every request fails', metric: 'errors', traffic: () => ({ ...good, errors: 1 }) },
  {
    name: 'slow',
    what: 'it answers too late',
    metric: 'p95-milliseconds',
    traffic: (limit) => ({ ...good, p95: limit * 2 }),
  },
]

/** @returns whether the canary ended as it must */
async function runFault(
  test: TestContext,
  app: StagedApp,
  { name, what, metric, traffic }: Fault,
  asked: AnalysisMetric,
): Promise<boolean> {
  const file = releaseFile(test, app)
  const before = test.estate.read(file)
  const stablePods = await stablePodsOf(test, app)
  test.note(`the new version, ${name}: ${what}`, app)
  test.requests.forget(app.team, `${app.name}-canary`)
  const requests = traffic(limitOf(asked) ?? 0)
  if (requests !== undefined) test.requests.set(app.team, `${app.name}-canary`, requests)

  const { digest } = await release(test, app, name)
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

  const stableOnly = async () => {
    const routes = await liveRoutes(test, app)
    return seenIf(routes.stable, routes.words)
  }
  await test.assertSoon(`${what}: all requests go to the stable version`, stableOnly, 20)
  const degraded = async () => {
    const { sync, health } = statusOf(await test.application(app))
    const is = sync?.status === 'Synced' && health?.status === 'Degraded'
    return seenIf(is, `${sync?.status ?? 'not compared'}, ${health?.status ?? 'health unknown'}`)
  }
  await test.assertSoon(`${what}: Argo CD calls the app Degraded, and is still Synced`, degraded, 20)
  const changed = podChanges(stablePods, await stablePodsOf(test, app))
  test.assert(
    `${what}: no pod of the stable version was touched`,
    stablePods.length > 0 && changed === '',
    changed || `${stablePods.length} pods, the same as before and ready`,
  )

  test.estate.write(file, before)
  const digestBefore = digestOf(test, app)
  await test.revert(`revert: ${app.name} to ${name}`)
  const from = test.recorder.at()
  const says = `${what}: a git revert brings it back to Synced and Healthy`
  const back = await test.assertSoon(says, finishes(test, app, digestBefore))
  const shares = sharesSince(test, app, from)
  const between = samplesSince(test, app, from)
    .flatMap(({ step }) => step ?? [])
    .filter(({ index, of }) => index > 0 && index < of)
  const steps = [...new Set(between.map(({ index }) => index))]
  test.assert(`${what}: the way back takes no step`, shares.length + steps.length === 0, [
    'no share, no step seen',
    `shares ${shares.join(', ')} %, steps ${steps.join(', ')}`,
  ])
  return back
}

export const canaryAborts: Scenario = {
  name: 'canary-aborts',
  needs: needs.analysed,
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
