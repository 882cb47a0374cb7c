import type { Scenario } from '../scenario.ts'
import type { Stage } from '../stage.ts'
import { paceOf } from '../time-lapse.ts'
import { manyFailuresAllowed, noAnalysis } from './canary-breaks.ts'
import { deployed } from './canary.ts'
import { exposed, furnishDoor, knock, opened } from './front.ts'
import { faults, type Fault } from './traffic-faults.ts'
import { sideBySide } from './traffic-side.ts'
import { addTwin, exposedTwin, withFields } from './traffic-twin.ts'

/** Requests a second for each of the two apps. */
const rate = 60

async function play(stage: Stage, chosen: readonly Fault[], hold?: number): Promise<void> {
  const front = exposed(stage)
  const twin = exposedTwin(stage, front)
  const { app } = front
  const pace = paceOf(stage.estate.files().get(`${app.folder}/rollout-${app.name}.yaml`) ?? '', hold)
  await furnishDoor(stage)
  await deployed(stage, [app, twin.app])
  for (const each of [front, twin]) await opened(stage, each)
  const [canary, rolling] = [{ front, load: knock(stage, front, rate) }, { front: twin, load: knock(stage, twin, rate) }]
  stage.note(`${rate} requests a second to https://${front.host}${front.path}, and as many to its twin with rolling releases at https://${twin.host}${twin.path}`)
  await stage.pause(1)
  try {
    for (const fault of chosen) if (!await sideBySide(stage, { canary, rolling, pace }, fault)) return
  } finally {
    await Promise.all([canary.load.stop(), rolling.load.stop()])
  }
}

const common = { where: 'first', traffic: true, onlyNamed: true, prepare: addTwin } as const

export const trafficAborts: Scenario = {
  ...common,
  name: 'traffic-aborts',
  proves: 'A bad version is taken back by the real analysis of what Envoy counted, and hurts at least 10 times fewer real requests than it does beside it as a rolling release.',
  play: (stage) => play(stage, [faults.tenth, faults.slow, faults.crash]),
  within: 480,
  breaks: [noAnalysis, manyFailuresAllowed],
}

export const trafficFaults: Scenario = {
  ...common,
  name: 'traffic-faults',
  proves: 'The same for versions of which all requests fail, that take more and more memory, and that answer wrongly without an error, which only people notice.',
  play: (stage) => play(stage, [faults.dead, faults.memory, faults.wrong]),
  within: 480,
  breaks: [noAnalysis],
}

/** A request that nobody answers fails when its route's time is over: that has to be within the first step, as it is in the tree. */
const slower = 20

export const trafficHangs: Scenario = {
  ...common,
  name: 'traffic-hangs',
  proves: 'The same for a version that hangs, of an app without sticky sessions: its requests fail only after the route\'s timeout.',
  // The route that Rollouts makes for a range of buckets has no timeout, so a canary of an app with sticky sessions that hangs fails nobody's
  // request: each waits for ever, nothing is counted, and it is promoted (FIELD-NOTES T8).
  prepare: (estate, cluster, names) => addTwin(estate, cluster, names, (spec) => withFields(spec, { sticky: undefined })),
  hold: slower,
  play: (stage) => play(stage, [faults.hang], slower),
  within: 480,
  breaks: [noAnalysis],
}
