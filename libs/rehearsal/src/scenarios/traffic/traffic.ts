import { between, shareInterval, tenths } from '../../traffic/answers.ts'
import type { Live } from '../../cluster/kube.ts'
import type { Scenario } from '../../stage/scenario.ts'
import type { Stage, StagedApp } from '../../stage/stage.ts'
import { deployed, digestOf, reached, releaseFile, samplesSince } from '../canary/canary.ts'
import { sharesHeld, stepsOf } from '../canary/canary-steps.ts'
import { windowsOf } from '../canary/canary-windows.ts'
import { exposed, furnishDoor, knock, opened } from './front.ts'
import { podsOf } from '../shared/pods.ts'
import { faultLeftIn, widerRange } from './traffic-breaks.ts'
import { noneFailed } from './traffic-none.ts'
import { released } from './traffic-release.ts'

/** Requests a second: enough for an interval of a few percent in a step of three seconds, little enough for two busy processors. */
const rate = 80
/** Seconds from a weight in the cluster to the proxy: istiod waits 100 ms for more changes before it tells them. */
const settling = 0.8

/** Requests without which an interval would say nothing: the last step before promotion is over in a second here. */
const enough = 50

const percent = (share: number) => `${Math.round(share * 1000) / 10} %`

/** Waits until pods have ended, and a moment longer. @returns whether they have */
async function gone(stage: Stage, app: StagedApp, pods: readonly Live[], whose: string): Promise<boolean> {
  const ended = await stage.claimSoon(
    `the pods of ${whose} have ended`,
    async () => {
      const there = new Set(
        (await stage.kube.list({ apiVersion: 'v1', kind: 'Pod' }, { namespace: app.team })).map(
          ({ metadata }) => metadata.uid,
        ),
      )
      const left = pods.filter(({ metadata }) => there.has(metadata.uid))
      return left.length === 0
        ? `${pods.length} of ${pods.length}`
        : `not yet: ${left.map(({ metadata }) => metadata.name).join(', ')} are there`
    },
    90,
  )
  await stage.pause(1)
  return ended
}

export const traffic: Scenario = {
  name: 'traffic',
  proves:
    'Real requests through istiod and Envoy: each canary step gets the share it asks for, and no request fails, on the way there and on the way back.',
  where: 'first',
  traffic: true,
  onlyNamed: true,
  play: async (stage) => {
    const front = exposed(stage)
    const { app } = front
    await furnishDoor(stage)
    await deployed(stage, [app])
    await opened(stage, front)
    const steps = await stepsOf(stage, app)
    const old = await podsOf(stage, app, 'stable')
    const load = knock(stage, front, rate)
    stage.note(`${rate} requests a second to https://${front.host}${front.path}`, app)
    await stage.pause(2)
    const before = stage.estate.read(releaseFile(stage, app))
    const { since, done } = await released(stage, app, load)
    const samples = samplesSince(stage, app, since)
    for (const { asked, from, to, routed } of windowsOf(samples, steps, settling)) {
      const asking = between(load.answers, from, to).filter(({ version }) => version !== undefined)
      if (asking.length < enough) continue
      const canary = asking.filter(({ version }) => version?.endsWith('-next') === true).length
      const { low, high } = shareInterval(canary, asking.length)
      const inside = asked / 100 >= low - 1e-9 && asked / 100 <= high + 1e-9
      stage.claim(
        `a step that asks for ${asked} % gets it, within 95 %`,
        inside,
        `${canary} of ${asking.length} requests: ${percent(low)} to ${percent(high)}; the routes in the cluster sent ${routed} %`,
      )
    }
    const [wanted, held] = [sharesHeld(steps), windowsOf(samples, steps, 0)]
    stage.claim(
      `its share went through ${wanted.join(', ')} %`,
      wanted.every((share) => held.some(({ asked }) => asked === share)),
      `held: ${held.map(({ asked, from, to }) => `${asked} % for ${tenths(to - from)} s`).join(', ') || 'none'}`,
    )
    const well = done && (await gone(stage, app, old, 'the version before'))
    // With a version that was not promoted there is no such time.
    if (done) noneFailed(stage, [load], 0, 'from before the commit until the last old pod had ended')
    if (well) {
      const fresh = await podsOf(stage, app, 'stable')
      const from = stage.recorder.at()
      stage.estate.write(releaseFile(stage, app), before)
      await stage.revert(`revert: ${app.name} to a new version`)
      if (
        await stage.claimSoon(
          'a git revert brings the version before back',
          async () => reached(await stage.rollout(app), await stage.application(app), digestOf(stage, app)),
          90,
        )
      )
        await gone(stage, app, fresh, 'the version that was taken back')
      noneFailed(stage, [load], from, 'on the way back')
    }
    await load.stop()
  },
  breaks: [widerRange, faultLeftIn],
}
