import {
  cause,
  hasNoPlace,
  ifThere,
  kinds,
  never,
  pending,
  refTo,
  replacing,
  replicasOf,
  say,
  scaledObjects,
  seen,
  seenIf,
  tells,
  watchPods,
  words,
  type Sabotage,
  type Said,
  type Scenario,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'
import { nodesInWords } from '../lifecycle/node-watch.ts'
import { respec, withScale } from '../traffic/app-spec.ts'
import { karpenterWords } from './karpenter-words.ts'
import { ask, requestScaled, scalingScenario } from './scale-apps.ts'
import { deployedAtLeast, hasPods } from './scale-least.ts'
import { scalerWords } from './scaler-words.ts'
import { clockIn, windowAfter } from './time-window.ts'

const more = 3
const zone = 'Europe/Berlin'

async function windowWords(test: TestContext, app: StagedApp): Promise<Said> {
  const { triggers = [] } = (await test.kube.get(refTo(kinds.scaledObject, app)))?.spec ?? {}
  const cron = triggers.find(({ type }) => type === 'cron')?.metadata
  if (cron?.timezone === undefined) return 'its ScaledObject has no trigger of type cron'
  const { start = '', end = '', timezone } = cron
  return cause('keda-window', { start, end, zone: timezone, now: clockIn(timezone, new Date()) })
}

const windowElsewhere: Sabotage = {
  name: 'window-elsewhere',
  // The first commit has no window.
  change: ifThere(scaledObjects, replacing(scaledObjects, /timezone: \S+/, 'timezone: Asia/Kathmandu'), 'type: cron'),
  causes: [{ code: 'keda-window', zone: 'Asia/Kathmandu' }],
}

export const scaleCron: Scenario = {
  name: 'scale-cron',
  ...scalingScenario,
  description:
    'Before the hour at which load comes every day there are the pods and the nodes for it; after the hour they go.',
  within: 500,
  run: async (test) => {
    const app = requestScaled(test)
    const watch = watchPods(test)
    const ready = () => watch.ready(app)
    if (!(await deployedAtLeast(test, watch, app))) return
    const many = Math.min(app.max, app.min * more)
    // The next minute that leaves time to render, commit and sync.
    const { from, to, begins, ends } = windowAfter(new Date(Date.now() + 25_000), zone)
    const times = [{ from, to, zone, pods: many }]
    await respec(test.estate, app.name, (spec) =>
      withScale(spec, (scale) =>
        scale['on'] === undefined ? scale : { ...scale, on: { ...(scale['on'] as object), times } },
      ),
    )
    const files = test.tree(await test.estate.render(), [app])
    await test.commit(`${app.name} has ${many} pods from "${from}" to "${to}" in ${zone}`, files)
    await test.until('the window to be in the cluster', async () => {
      const found = words(await windowWords(test, app))
      return tells(found, 'keda-window') ? seen(undefined) : pending(found)
    })
    const early = (begins.getTime() - Date.now()) / 1000
    test.assert(
      'the window is in the cluster before it begins, and there are no more pods yet',
      early > 0 && replicasOf(await test.rollout(app)) === app.min,
      say`${early.toFixed(0)} s before, ${ready()} pods; ${await windowWords(test, app)}`,
    )
    const since = () => ((Date.now() - begins.getTime()) / 1000).toFixed(1)
    const grew = await test.assertSoon(
      `when the window begins it gets the ${many} pods that it is to have, though no more requests come`,
      async () => {
        const words = `${ready()} pods ready on ${nodesInWords(watch.nodes())}`
        const scaler = await scalerWords(test, app)
        if (ready() === many) return seen(say`${words}, ${since()} s after the window began; ${scaler}`)
        const window = await windowWords(test, app)
        if (Date.now() > ends.getTime()) return never(say`${words} when the window was over; ${window}; ${scaler}`)
        return pending(say`${words}; ${window}; ${scaler}; ${await karpenterWords(test, watch, app)}`)
      },
      Math.max(0, early) + 45,
    )
    if (!grew) return
    test.manualAction(`the load comes that ${many} pods are for`, app)
    ask(test, app, many / app.min)
    const came = Date.now()
    let [waited, fewest] = [0, ready()]
    await test.assertSoon(
      'the load finds its pods there: none has to be waited for',
      async () => {
        waited = Math.max(waited, watch.of(app).filter(hasNoPlace).length)
        fewest = Math.min(fewest, ready())
        const words = say`never fewer than ${fewest} of ${many} ready, at most ${waited} waited for a place; ${await scalerWords(test, app)}`
        if (waited > 0 || fewest < many) return never(words)
        return seenIf(Date.now() - came > 8_000, words)
      },
      20,
    )
    test.manualAction('load as it was', app)
    ask(test, app, 0.5)
    const left = Math.max(0, (ends.getTime() - Date.now()) / 1000)
    const says = `with the window over and the load gone it is back at its least, ${app.min}`
    await hasPods(test, watch, app, says, left + 90)
  },
  sabotages: [windowElsewhere],
}
