import { between, counted, failedWords, failures, timesWords } from '../answers.ts'
import { failing, slow, type Behaviour } from '../behaviour.ts'
import type { Answer, Load } from '../load.ts'
import type { Scenario } from '../scenario.ts'
import type { Stage } from '../stage.ts'
import { manyFailuresAllowed, noAnalysis } from './canary-breaks.ts'
import { verdict } from './canary-verdict.ts'
import { bump, deployed, digestOf, reached, releaseFile } from './canary.ts'
import { exposed, furnishDoor, knock, opened, type Exposed } from './front.ts'

/** Requests a second. */
const rate = 80
/** Seconds after an abort in which proxies may still have the old routes. */
const settling = 1.5

interface Fault {
  readonly name: string
  readonly behaviour: Behaviour
  /** The metric that has to end it. */
  readonly metric: string
  /** Whether one of its answers is one that somebody suffers from. */
  hurts(answer: Answer): boolean
}

const failed = ({ failedBy }: Answer) => failedBy !== undefined
/** Milliseconds; twice what the sample's spec allows. */
const late = 600
const faults: readonly Fault[] = [
  { name: 'fifth', behaviour: failing(0.2), metric: 'errors', hurts: failed },
  { name: 'dead', behaviour: failing(1), metric: 'errors', hurts: failed },
  { name: 'slow', behaviour: slow(late), metric: 'p95-milliseconds', hurts: ({ ms }) => ms >= late },
]

const tenths = (seconds: number) => Math.round(seconds * 10) / 10

/** Releases a version that behaves so, and takes it back by a revert. @returns whether it was ended as it has to be */
async function plays(stage: Stage, { app }: Exposed, load: Load, { name, behaviour, metric, hurts }: Fault): Promise<boolean> {
  const release = releaseFile(stage, app)
  const before = stage.estate.read(release)
  const digest = bump(stage, app, name)
  stage.traffic.pods.behaviours.set(digest, behaviour)
  stage.note(`the new version, ${name}: ${behaviour.what}`, app)
  const from = stage.recorder.at()
  await stage.commit(`release: ${app.name} to ${name} in ${stage.cluster.name}`, stage.tree(await stage.estate.render(), [app]))
  const { end, words } = await verdict(stage, app, digest, metric, 150)
  const aborted = stage.recorder.at()
  const right = end === 'aborted' && words.includes(`"${metric}"`)
  const its = ({ version = '' }: Answer) => version.endsWith(`-${name}`)
  const asked = between(load.answers, from, Infinity).filter(its)
  const first = asked[0]?.at
  const seconds = first === undefined ? 'never asked' : `${tenths(aborted - first)} s after its first request`
  stage.claim(`${behaviour.what}: Rollouts aborts it on what Envoy counted, and names the metric "${metric}"`, right,
    right ? `${seconds}; it was asked ${asked.length} times; ${words}` : `${words}; it was asked ${asked.length} times`)
  if (!right) return false
  await stage.pause(settling + 3)
  const all = between(load.answers, from, Infinity)
  const hurt = all.filter((answer) => its(answer) && hurts(answer))
  const after = all.filter((answer) => answer.at > aborted + settling && its(answer))
  const others = failures(all).filter((answer) => !its(answer))
  stage.claim(`${behaviour.what}: nobody else's answers failed, and it has none after the abort`, hurt.length > 0 && after.length + others.length === 0,
    after.length + others.length === 0 ? `${hurt.length} of ${all.length} requests hurt, over ${tenths(aborted - from)} s from the commit; ${timesWords(all)}`
      : `${failedWords(others)}; ${after.length} of its answers came after the abort; ${counted(all, ({ version = 'nobody' }) => version)}`)

  stage.estate.write(release, before)
  const digestBefore = digestOf(stage, app)
  await stage.revert(`revert: ${app.name} to ${name}`)
  const back = stage.recorder.at()
  const well = await stage.claimSoon(`${behaviour.what}: a git revert brings it back to Synced and Healthy`, async () =>
    reached(await stage.rollout(app), await stage.application(app), digestBefore), 90)
  const lost = failures(between(load.answers, back, Infinity))
  stage.claim(`${behaviour.what}: no request fails on the way back`, lost.length === 0, lost.length === 0 ? 'none' : failedWords(lost))
  return well
}

export const trafficAborts: Scenario = {
  name: 'traffic-aborts',
  proves: 'A new version that fails real requests, or is slow, is taken back by the real analysis of what Envoy counted; how many requests it hurt, and for how long.',
  where: 'first',
  traffic: true,
  onlyNamed: true,
  play: async (stage) => {
    const front = exposed(stage)
    await furnishDoor(stage)
    await deployed(stage, [front.app])
    await opened(stage, front)
    const load = knock(stage, front, rate)
    stage.note(`${rate} requests a second to https://${front.host}${front.path}`, front.app)
    await stage.pause(1)
    try {
      for (const fault of faults) if (!await plays(stage, front, load, fault)) return
    } finally {
      await load.stop()
    }
  },
  breaks: [noAnalysis, manyFailuresAllowed],
}
