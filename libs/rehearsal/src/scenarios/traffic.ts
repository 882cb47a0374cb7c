import { between, counted, failedWords, failures, shareInterval, timesWords } from '../answers.ts'
import type { Scenario } from '../scenario.ts'
import { bump, deployed, reached, samplesSince } from './canary.ts'
import { sharesHeld, windowsOf } from './canary-windows.ts'
import { exposed, furnishDoor, knock, opened } from './front.ts'
import { podsOf } from './pods.ts'
import { faultLeftIn, widerRange } from './traffic-breaks.ts'

/** Requests a second: enough for an interval of a few percent in a step of three seconds, little enough for two busy processors. */
const rate = 80
/** Seconds from a weight in the cluster to the proxy: istiod waits 100 ms for more changes before it tells them. */
const settling = 0.8

/** Requests without which an interval would say nothing: the last step before promotion is over in a second here. */
const enough = 50

const percent = (share: number) => `${Math.round(share * 1000) / 10} %`

export const traffic: Scenario = {
  name: 'traffic',
  proves: 'Real requests through istiod and Envoy: each canary step gets the share it asks for, and no request fails from the commit to the last old pod.',
  where: 'first',
  traffic: true,
  onlyNamed: true,
  play: async (stage) => {
    const front = exposed(stage)
    const { app } = front
    await furnishDoor(stage)
    await deployed(stage, [app])
    await opened(stage, front)
    const { steps = [] } = ((await stage.rollout(app))?.spec as { strategy: { canary: { steps?: Parameters<typeof windowsOf>[1] } } }).strategy.canary
    const old = await podsOf(stage, app, 'stable')
    const load = knock(stage, front, rate)
    stage.note(`${rate} requests a second to https://${front.host}${front.path}`, app)
    await stage.pause(2)
    const digest = bump(stage, app)
    await stage.commit(`release: ${app.name} to a new version in ${stage.cluster.name}`, stage.tree(await stage.estate.render(), [app]))
    const since = stage.recorder.commits.at(-1)?.at ?? 0
    const done = await stage.claimSoon(`${app.name} runs the new image everywhere and is Synced and Healthy`, async () => {
      const rollout = await stage.rollout(app)
      const { abort = false, message = '' } = (rollout?.status ?? {}) as { abort?: boolean; message?: string }
      return abort ? `never: ${message}; ${timesWords(load.answers)}` : reached(rollout, await stage.application(app), digest)
    }, 150)
    const samples = samplesSince(stage, app, since)
    for (const { asked, from, to, routed } of windowsOf(samples, steps, settling)) {
      const asking = between(load.answers, from, to).filter(({ version }) => version !== undefined)
      if (asking.length < enough) continue
      const canary = asking.filter(({ version }) => version?.endsWith('-next') === true).length
      const { low, high } = shareInterval(canary, asking.length)
      const inside = asked / 100 >= low - 1e-9 && asked / 100 <= high + 1e-9
      stage.claim(`a step that asks for ${asked} % gets it, within 95 %`, inside,
        `${canary} of ${asking.length} requests: ${percent(low)} to ${percent(high)}; the routes in the cluster sent ${routed} %`)
    }
    const [wanted, held] = [sharesHeld(steps), windowsOf(samples, steps, 0)]
    stage.claim(`its share went through ${wanted.join(', ')} %`, wanted.every((share) => held.some(({ asked }) => asked === share)),
      `held: ${held.map(({ asked, from, to }) => `${asked} % for ${Math.round((to - from) * 10) / 10} s`).join(', ') || 'none'}`)
    if (done) {
      await stage.claimSoon('the pods of the version before have ended', async () => {
        const there = new Set((await stage.kube.list({ apiVersion: 'v1', kind: 'Pod' }, { namespace: app.team })).map(({ metadata }) => metadata.uid))
        const left = old.filter(({ metadata }) => there.has(metadata.uid))
        return left.length === 0 ? `${old.length} of ${old.length}` : `not yet: ${left.map(({ metadata }) => metadata.name).join(', ')} are there`
      }, 90)
      await stage.pause(1)
    }
    await load.stop()
    const failed = failures(load.answers)
    stage.claim('no request failed from before the commit until the last old pod had ended', failed.length === 0 && load.answers.length > 0,
      failed.length === 0
        ? `${load.answers.length} requests: ${counted(load.answers, ({ version = '' }) => version)}; ${timesWords(load.answers)}`
        : `${failed.length} of ${load.answers.length} failed: ${failedWords(load.answers)}`)
  },
  breaks: [widerRange, faultLeftIn],
}
