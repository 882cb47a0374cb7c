import type { Cluster } from '@slipway/fleet'
import { between, percentile, tenths } from '../../traffic/answers.ts'
import type { Estate } from '../../stage/estate.ts'
import type { ScalingSample } from '../../recording/recording.ts'
import type { Scenario } from '../../stage/scenario.ts'
import type { Stage, StagedApp } from '../../stage/stage.ts'
import { trafficSeconds } from '../../traffic/traffic-seconds.ts'
import { not, until } from '../../pace/until.ts'
import { respec } from './app-spec.ts'
import { deployed } from '../canary/canary.ts'
import { bucketOf, exposed, furnishDoor, knock, opened } from './front.ts'
import { watchPods } from '../shared/pod-watch.ts'
import { isReady } from '../shared/pods.ts'
import { lowCeiling, queryOfNobody } from '../scaling/scale-breaks.ts'
import { nameOf, requestScaled } from '../scaling/scale-apps.ts'
import { hasItsLeast } from '../scaling/scale-least.ts'
import { scalerWords } from '../scaling/scaler-words.ts'
import { faultLeftIn } from './traffic-breaks.ts'
import { noneFailed } from './traffic-none.ts'
import { frontIn, withFields } from './traffic-twin.ts'

/** What the app's spec says here, so that two processors can send what its most need. */
const [least, most, target] = [2, 6, 25]
/** Requests a second: for less than the least, and then for four pods even if a busy machine sends a seventh more or less for a moment. */
const [before, step] = [20, 68]
const wanted = Math.ceil((before + step) / target)
/** Seconds that a count looks back: as long as KEDA's query here. */
const look = 3

const scalingOf = (stage: Stage, app: StagedApp): readonly ScalingSample[] => stage.track(app)?.scaling ?? []

/** Seconds from one to the first sample in which it was so; nothing when it never was. */
const after = (
  samples: readonly ScalingSample[],
  from: number,
  so: (sample: ScalingSample) => boolean,
): number | undefined => {
  const first = samples.find((sample) => sample.at >= from && so(sample))
  return first === undefined ? undefined : tenths(first.at - from)
}

async function play(stage: Stage): Promise<void> {
  const front = exposed(stage)
  const app = requestScaled(stage, [front.app])
  await furnishDoor(stage)
  await deployed(stage, [app])
  await opened(stage, front)
  const watch = watchPods(stage)
  const loads = [knock(stage, front, before)]
  const sent = () =>
    loads.flatMap(({ answers }) => between(answers, stage.recorder.at() - look - 0.5, stage.recorder.at() - 0.5))
      .length / look
  stage.note(
    `${before} requests a second to https://${front.host}${front.path}; ${nameOf(app)} has from ${app.min} to ${app.max} pods, one for ${app.target}`,
    app,
  )
  try {
    if (!(await hasItsLeast(stage, watch, app))) return
    await stage.pause(look)
    const ready = () => watch.of(app).filter(isReady)
    const old = new Set(ready().map(({ metadata }) => metadata.name))
    const from = stage.recorder.at()
    stage.hand(`${before + step} requests a second`, app)
    // Other people than those who come all the while.
    loads.push(
      knock(stage, front, step, {
        as: (request) => ({
          session: -1 - request,
          cookie: front.cookie === undefined ? undefined : `${front.cookie}=${bucketOf(request)}`,
        }),
      }),
    )
    const asked = await stage.claimSoon(
      `the HPA wants the pods that the requests need, ${wanted}: as many a second as Envoy counted, ${app.target} for each`,
      async () => {
        const last = scalingOf(stage, app).at(-1)
        const seconds = after(scalingOf(stage, app), from, (sample) => sample.wanted >= wanted)
        const own = `${Math.round(sent())} a second were sent; ${await scalerWords(stage, app)}`
        return seconds === undefined || last?.wanted !== wanted
          ? `not yet: ${own}`
          : `${seconds} s after the step; ${own}`
      },
      60,
    )
    if (!asked) return
    // From here on its query sees nothing of before, and it has heard of its new pods.
    const settled = stage.recorder.at() + look + 1
    const grown = await stage.claimSoon(
      `${wanted} pods are ready`,
      async () => {
        const told = after(scalingOf(stage, app), from, (sample) => sample.wanted >= wanted)
        return ready().length >= wanted
          ? `${tenths(stage.recorder.at() - from)} s after the step, of which ${told ?? '?'} s until the HPA wanted them`
          : `not yet: ${ready().length} of ${watch.of(app).length} pods are ready; ${await scalerWords(stage, app)}`
      },
      90,
    )
    if (!grown) return
    const there = stage.recorder.at()
    await stage.pause(look + 1)
    const fresh = ready()
      .map(({ metadata }) => metadata.name)
      .filter((name) => !old.has(name))
    const answered = loads
      .flatMap(({ answers }) => between(answers, there, Infinity))
      .filter(({ pod }) => pod !== undefined)
    const byFresh = answered.filter(({ pod = '' }) => fresh.includes(pod))
    stage.claim(
      'the new pods answer their part of the requests',
      fresh.every((name) => byFresh.some(({ pod }) => pod === name)) && fresh.length > 0,
      `${byFresh.length} of ${answered.length} by ${fresh.length} new pods of ${wanted}`,
    )
    const counted = await until(
      () => {
        const looks = scalingOf(stage, app)
          .filter(({ at }) => at >= settled)
          .flatMap(({ has, signals }) => signals.map(({ current }) => current * has))
        return looks.length >= 3 ? looks : not(`${looks.length} looks`)
      },
      { what: 'the HPA to look three times', within: 60, signal: stage.signal },
    )
    // Seconds and looks in the middle: a machine that is busy otherwise may send little for a moment and then more.
    const seconds = trafficSeconds(
      loads.flatMap(({ answers }) => between(answers, Math.ceil(settled), Math.floor(stage.recorder.at() - 1))),
    ).map(({ all }) => all)
    const [middle, rate] = [percentile(counted, 50), percentile(seconds, 50)]
    stage.claim(
      'what it counts by is what was sent, within a fifth',
      Math.abs(middle / rate - 1) < 0.2,
      `${tenths(middle)} a second in ${counted.length} looks, and ${rate} were sent`,
    )
    noneFailed(stage, loads, from, 'while pods were added')

    const calm = stage.recorder.at()
    stage.hand(`${before} requests a second again`, app)
    await loads[1]?.stop()
    await stage.claimSoon(
      `it is back at its least, ${app.min}, and the other pods have ended`,
      async () => {
        const all = watch.of(app).length
        const seconds = after(scalingOf(stage, app), calm, (sample) => sample.wanted === app.min)
        return all === app.min && seconds !== undefined
          ? `wanted ${seconds} s after the requests went, ended after ${tenths(stage.recorder.at() - calm)} s`
          : `not yet: ${all} pods; ${await scalerWords(stage, app)}`
      },
      90,
    )
    noneFailed(stage, loads, calm, 'while pods were taken away')
  } finally {
    watch.stop()
    await Promise.all(loads.map((load) => load.stop()))
  }
}

async function prepare(estate: Estate, cluster: Cluster, names: readonly string[]): Promise<void> {
  const { front } = frontIn(estate, cluster, names)
  await respec(estate, front.app.name, (spec) =>
    withFields(spec, { scale: { min: least, max: most, on: { requestsPerSecond: target } } }),
  )
  await estate.render()
}

export const trafficScale: Scenario = {
  name: 'traffic-scale',
  proves:
    'When real requests come, KEDA and the HPA add pods by what Envoy counted of them; when they go, the pods do; and no request fails meanwhile.',
  where: 'first',
  traffic: true,
  scales: true,
  onlyNamed: true,
  within: 480,
  prepare,
  play,
  breaks: [queryOfNobody, lowCeiling, faultLeftIn],
}
