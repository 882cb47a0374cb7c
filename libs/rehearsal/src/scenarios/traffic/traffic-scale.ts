import {
  between,
  deployed,
  isReady,
  nameOf,
  namesOfObjects,
  needs,
  pending,
  percentile,
  say,
  seen,
  tenths,
  watchPods,
  type Cluster,
  type Estate,
  type ScalingSample,
  type Scenario,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'
import { trafficSeconds } from '../../traffic/traffic-seconds.ts'
import { requestScaled } from '../scaling/scale-apps.ts'
import { hasItsLeast } from '../scaling/scale-least.ts'
import { lowCeiling, queryOfNobody } from '../scaling/scale-sabotages.ts'
import { scalerWords } from '../scaling/scaler-words.ts'
import {
  applyGateway,
  bucketOf,
  exposed,
  sendRequests,
  trafficScenario,
  urlOf,
  waitUntilServed,
} from './exposed-app.ts'
import { noneFailed } from './traffic-none.ts'
import { faultLeftIn } from './traffic-sabotages.ts'
import { respecFront } from './traffic-twin.ts'

const [least, most, target] = [2, 6, 25]
/** Requests a second: below the minimum, then for four pods even when a seventh more or less is sent. */
const [before, step] = [20, 68]
const wanted = Math.ceil((before + step) / target)
/** Seconds, as KEDA's query here. */
const look = 3

const scalingOf = (test: TestContext, app: StagedApp) => test.track(app)?.scaling ?? []

const after = (samples: readonly ScalingSample[], from: number, so: (sample: ScalingSample) => boolean) => {
  const first = samples.find((sample) => sample.at >= from && so(sample))
  return first === undefined ? undefined : tenths(first.at - from)
}

async function run(test: TestContext): Promise<void> {
  const front = exposed(test)
  const app = requestScaled(test, [front.app])
  await applyGateway(test)
  await deployed(test, [app])
  await waitUntilServed(test, front)
  const watch = watchPods(test)
  const loads = [sendRequests(test, front, before)]
  const answers = (from: number, to = Infinity) => loads.flatMap((load) => between(load.answers, from, to))
  const sent = () => answers(test.recorder.at() - look - 0.5, test.recorder.at() - 0.5).length / look
  test.note(
    `${before} requests a second to ${urlOf(front)}; ${nameOf(app)} has from ${app.min} to ${app.max} pods, one for ${app.target}`,
    app,
  )
  if (!(await hasItsLeast(test, watch, app))) return
  await test.pause(look)
  const ready = () => watch.of(app).filter(isReady)
  const old = new Set(namesOfObjects(ready()))
  const from = test.recorder.at()
  test.manualAction(`${before + step} requests a second`, app)
  loads.push(
    sendRequests(test, front, step, {
      as: (request) => ({
        session: -1 - request,
        cookie: front.cookie === undefined ? undefined : `${front.cookie}=${bucketOf(request)}`,
      }),
    }),
  )
  const asked = await test.assertSoon(
    `the HPA wants the pods that the requests need, ${wanted}: as many a second as Envoy counted, ${app.target} for each`,
    async () => {
      const last = scalingOf(test, app).at(-1)
      const seconds = after(scalingOf(test, app), from, (sample) => sample.wanted >= wanted)
      const own = say`${Math.round(sent())} a second were sent; ${await scalerWords(test, app)}`
      return seconds === undefined || last?.wanted !== wanted
        ? pending(own)
        : seen(say`${seconds} s after the step; ${own}`)
    },
    60,
  )
  if (!asked) return
  // The query sees only new requests, and new pods are known.
  const settled = test.recorder.at() + look + 1
  const grown = await test.assertSoon(
    `${wanted} pods are ready`,
    async () => {
      const told = after(scalingOf(test, app), from, (sample) => sample.wanted >= wanted)
      return ready().length >= wanted
        ? seen(
            `${tenths(test.recorder.at() - from)} s after the step, of which ${told ?? '?'} s until the HPA wanted them`,
          )
        : pending(say`${ready().length} of ${watch.of(app).length} pods are ready; ${await scalerWords(test, app)}`)
    },
    90,
  )
  if (!grown) return
  const there = test.recorder.at()
  await test.pause(look + 1)
  const fresh = namesOfObjects(ready()).filter((name) => !old.has(name))
  const answered = answers(there).filter(({ pod }) => pod !== undefined)
  const byFresh = answered.filter(({ pod = '' }) => fresh.includes(pod))
  test.assert(
    'the new pods answer their part of the requests',
    fresh.every((name) => byFresh.some(({ pod }) => pod === name)) && fresh.length > 0,
    `${byFresh.length} of ${answered.length} by ${fresh.length} new pods of ${wanted}`,
  )
  const counted = await test.until('the HPA to look three times', () => {
    const looks = scalingOf(test, app)
      .filter(({ at }) => at >= settled)
      .flatMap(({ has, signals }) => signals.map(({ current }) => current * has))
    return looks.length >= 3 ? seen(looks) : pending(`${looks.length} looks`)
  })
  // Medians: a busy machine may send in bursts.
  const whole = answers(Math.ceil(settled), Math.floor(test.recorder.at() - 1))
  const seconds = trafficSeconds(whole).map(({ all }) => all)
  const [middle, rate] = [percentile(counted, 50), percentile(seconds, 50)]
  test.assert(
    'what it counts by is what was sent, within a fifth',
    Math.abs(middle / rate - 1) < 0.2,
    `${tenths(middle)} a second in ${counted.length} looks, and ${rate} were sent`,
  )
  noneFailed(test, loads, from, 'while pods were added')

  const calm = test.recorder.at()
  test.manualAction(`${before} requests a second again`, app)
  await loads[1]?.stop()
  await test.assertSoon(
    `it is back at its least, ${app.min}, and the other pods have ended`,
    async () => {
      const all = watch.of(app).length
      const seconds = after(scalingOf(test, app), calm, (sample) => sample.wanted === app.min)
      return all === app.min && seconds !== undefined
        ? seen(`wanted ${seconds} s after the requests went, ended after ${tenths(test.recorder.at() - calm)} s`)
        : pending(say`${all} pods; ${await scalerWords(test, app)}`)
    },
    90,
  )
  noneFailed(test, loads, calm, 'while pods were taken away')
}

async function prepare(estate: Estate, cluster: Cluster, names: readonly string[]): Promise<void> {
  await respecFront(estate, cluster, names, { scale: { min: least, max: most, on: { requestsPerSecond: target } } })
  await estate.render()
}

export const trafficScale: Scenario = {
  name: 'traffic-scale',
  ...trafficScenario,
  needs: [...needs.requested, 'keda-operator', 'keda-adapter'],
  description:
    'When real requests come, KEDA and the HPA add pods by what Envoy counted of them; when they go, the pods do; and no request fails meanwhile.',
  scales: true,
  within: 480,
  prepare,
  run,
  sabotages: [queryOfNobody, lowCeiling, faultLeftIn],
}
