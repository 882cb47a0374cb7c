import { appsIn, deployed, fileOf, type Cluster, type Estate, type Scenario, type TestContext } from '../shared/kit.ts'
import { timeScaleOf } from '../../pace/speed-up-canaries.ts'
import type { Spec } from './app-spec.ts'
import { manyFailuresAllowed, noAnalysis } from '../canary/canary-sabotages.ts'
import {
  applyGateway,
  exposed,
  sendRequests,
  trafficScenario,
  urlOf,
  waitUntilServed,
  type Exposed,
} from './exposed-app.ts'
import { wholeRange } from './traffic-sabotages.ts'
import { faults, lowLatencyFactor, type Fault } from './traffic-faults.ts'
import { sideBySide, staging, type Pair } from './traffic-side.ts'
import { addTwin, exposedCopy, exposedTwin, withFields } from './traffic-twin.ts'

interface Form {
  readonly faults: readonly [Fault, ...Fault[]]
  readonly rate: number
  /** Seconds of the longest hold. */
  readonly hold: number
  readonly changed?: (spec: Spec) => Spec
}

const moreOf = ({ faults: [first] }: Form, fault: Fault) => (fault === first ? '' : `-${fault.name}`)

async function run(test: TestContext, form: Form): Promise<void> {
  const { rate, hold } = form
  const there = new Set(appsIn(test.estate.files().keys(), test.cluster.name).map(({ name }) => name))
  // Not a copy, which has a canary, too.
  const front = exposed(test, ({ name }) => form.faults.every((fault) => there.has(`${name}${moreOf(form, fault)}`)))
  const { app } = front
  const fronts: readonly (readonly [Fault, Exposed, Exposed])[] = form.faults.map((fault) => {
    const more = moreOf(form, fault)
    const own = more === '' ? front : exposedCopy(test, front, more)
    return [fault, own, exposedTwin(test, own)]
  })
  const all = fronts.flatMap(([, ...both]) => both)
  const pace = timeScaleOf(test.estate.files().get(fileOf(app, 'rollout')) ?? '', hold)
  await applyGateway(test)
  const apps = all.map((each) => each.app)
  await deployed(test, apps)
  await Promise.all(all.map((each) => waitUntilServed(test, each)))
  const begin = (each: Exposed) => ({ front: each, load: sendRequests(test, each, rate) })
  const pairs: readonly Pair[] = fronts.map(([fault, own, twin]) => ({
    fault,
    canary: begin(own),
    rolling: begin(twin),
  }))
  test.note(`${rate} requests a second to each of ${all.map(urlOf).join(', ')}`)
  await test.pause(1)
  await sideBySide(test, pairs, staging(test, apps, pace))
}

/** An app and its twin per fault. */
const formed = (form: Form) => ({
  hold: form.hold,
  prepare: (estate: Estate, cluster: Cluster, names: readonly string[]) =>
    addTwin(
      estate,
      cluster,
      names,
      form.changed,
      form.faults.slice(1).map((fault) => moreOf(form, fault)),
    ),
  run: (test: TestContext) => run(test, form),
})

/** With half the requests. */
const both = (form: Form, quick: Partial<Form> = {}) => ({
  ...formed(form),
  quick: formed({ ...form, rate: form.rate / 2, ...quick }),
})

const common = { ...trafficScenario, within: 480 } as const

/** Slowness shows after three looks, which fit into the tree's first step (FIELD-NOTES T9). */
const hold = 6
const rate = 60

export const trafficAborts: Scenario = {
  ...common,
  ...both({ faults: [faults.tenth, faults.slow, faults.crash], rate, hold }),
  name: 'traffic-aborts',
  latencyFactor: (app) => (app.endsWith(`-${faults.slow.name}`) ? lowLatencyFactor : undefined),
  description:
    'A bad version is taken back by the real analysis of what Envoy counted, and hurts at least 10 times fewer real requests than it does beside it as a rolling release.',
  sabotages: [noAnalysis, manyFailuresAllowed],
}

export const trafficFaults: Scenario = {
  ...common,
  ...both({ faults: [faults.dead, faults.memory, faults.wrong], rate, hold }),
  name: 'traffic-faults',
  description:
    'The same for versions of which all requests fail, that take more and more memory, and that answer wrongly without an error, which only people notice.',
  sabotages: [noAnalysis, wholeRange],
}

/** The route's timeout must end within the first step, as in the tree. */
const slower = 20

// Rollouts' bucket route has no timeout: requests to a hanging sticky canary wait for ever, nothing is counted, and it
// is promoted (FIELD-NOTES T8).
const notSticky = (spec: Spec) => withFields(spec, { sticky: undefined })

export const trafficHangs: Scenario = {
  ...common,
  ...both(
    { faults: [faults.hang], rate, hold: slower, changed: notSticky },
    { hold: 7, changed: (spec) => withFields(notSticky(spec), { timeout: '3s' }) },
  ),
  name: 'traffic-hangs',
  description:
    "The same for a version that hangs, of an app without sticky sessions: its requests fail only after the route's timeout.",
  sabotages: [noAnalysis],
}
