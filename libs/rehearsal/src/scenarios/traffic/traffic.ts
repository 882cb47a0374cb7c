import {
  between,
  cause,
  deployed,
  digestOf,
  finishes,
  kinds,
  namesOfObjects,
  pending,
  stablePodsOf,
  releaseFile,
  samplesSince,
  say,
  seen,
  shareInterval,
  tenths,
  type Live,
  type Scenario,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'
import { applyGateway, exposed, sendRequests, trafficScenario, urlOf, waitUntilServed } from './exposed-app.ts'
import { sharesHeld, stepsOf } from '../canary/canary-steps.ts'
import { windowsOf } from '../canary/canary-windows.ts'
import { noneFailed } from './traffic-none.ts'
import { released } from './traffic-release.ts'
import { faultLeftIn, widerRange } from './traffic-sabotages.ts'

/** Requests a second: an interval of a few percent in three seconds, on two processors. */
const rate = 80
/** Seconds to the proxy: istiod collects changes for 100 ms. */
const settling = 0.8

/** Requests; the last step takes less than a second here. */
const enough = 50

const percent = (share: number) => `${Math.round(share * 1000) / 10} %`

async function gone(test: TestContext, app: StagedApp, pods: readonly Live[], whose: string): Promise<boolean> {
  const look = async () => {
    const there = new Set(
      (await test.kube.list(kinds.pod, { namespace: app.team })).map(({ metadata }) => metadata.uid),
    )
    const left = pods.filter(({ metadata }) => there.has(metadata.uid))
    return left.length === 0
      ? seen(`${pods.length} of ${pods.length}`)
      : pending(`${namesOfObjects(left).join(', ')} are there`)
  }
  const ended = await test.assertSoon(`the pods of ${whose} have ended`, look, 90)
  await test.pause(1)
  return ended
}

export const traffic: Scenario = {
  name: 'traffic',
  ...trafficScenario,
  description:
    'Real requests through istiod and Envoy: each canary step gets the share it asks for, and no request fails, on the way there and on the way back.',
  run: async (test) => {
    const front = exposed(test)
    const { app } = front
    await applyGateway(test)
    await deployed(test, [app])
    await waitUntilServed(test, front)
    const steps = await stepsOf(test, app)
    const old = await stablePodsOf(test, app)
    const load = sendRequests(test, front, rate)
    test.note(`${rate} requests a second to ${urlOf(front)}`, app)
    await test.pause(2)
    const before = test.estate.read(releaseFile(test, app))
    const { since, done } = await released(test, app, load)
    const samples = samplesSince(test, app, since)
    for (const { asked, from, to, routed } of windowsOf(samples, steps, settling)) {
      const asking = between(load.answers, from, to).filter(({ version }) => version !== undefined)
      if (asking.length < enough) continue
      const canary = asking.filter(({ version }) => version?.endsWith('-next') === true).length
      const { low, high } = shareInterval(canary, asking.length)
      const inside = asked / 100 >= low - 1e-9 && asked / 100 <= high + 1e-9
      test.assert(
        `a step that asks for ${asked} % gets it, within 95 %`,
        inside,
        say`${canary} of ${asking.length} requests: ${percent(low)} to ${percent(high)}; ${cause('routes-sent', { asked, percent: routed })}`,
        'step-share',
      )
    }
    const [wanted, held] = [sharesHeld(steps), windowsOf(samples, steps, 0)]
    test.assert(
      `its share went through ${wanted.join(', ')} %`,
      wanted.every((share) => held.some(({ asked }) => asked === share)),
      `held: ${held.map(({ asked, from, to }) => `${asked} % for ${tenths(to - from)} s`).join(', ') || 'none'}`,
    )
    const well = done && (await gone(test, app, old, 'the version before'))
    if (done) noneFailed(test, [load], 0, 'from before the commit until the last old pod had ended')
    if (well) {
      const fresh = await stablePodsOf(test, app)
      const from = test.recorder.at()
      test.estate.write(releaseFile(test, app), before)
      await test.revert(`revert: ${app.name} to a new version`)
      const says = 'a git revert brings the version before back'
      if (await test.assertSoon(says, finishes(test, app, digestOf(test, app)), 90))
        await gone(test, app, fresh, 'the version that was taken back')
      noneFailed(test, [load], from, 'on the way back')
    }
    await load.stop()
  },
  sabotages: [widerRange, faultLeftIn],
}
