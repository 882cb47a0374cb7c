import { formatIssues } from '@slipway/core'
import type { Cluster } from '@slipway/fleet'
import { isGoing } from '../../cluster/live.ts'
import { pending, poll, seen } from '../../pace/poll.ts'
import { commandsOf } from '../../pods/app-command.ts'
import { appsIn } from '../../stage/choice.ts'
import type { Estate } from '../../stage/estate.ts'
import { trafficScenario } from './exposed-app.ts'
import type { Scenario } from '../../stage/scenario.ts'
import { NoneFits, type StagedApp } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'
import { between, tenths } from '../../traffic/answers.ts'
import { startLoad } from '../../traffic/load.ts'
import { podsOf } from '../../traffic/sessions.ts'
import { deployed } from '../canary/canary.ts'
import { calledInside, type CalledInside } from '../mesh/called-inside.ts'
import { besideCaller } from '../mesh/caller.ts'
import { watchPods, type PodWatch } from '../shared/pod-watch.ts'
import { isReady } from '../shared/pods.ts'
import { respec } from './app-spec.ts'
import { applyGateway, exposed, sendRequests, waitUntilServed } from './exposed-app.ts'
import { compared, few, many, rate, sessions, steady, type Group } from './session-groups.ts'
import { noneFailed } from './traffic-none.ts'
import { faultLeftIn, noAddressHash, noCookieHash, ring } from './traffic-sabotages.ts'
import { addTwin, exposedTwin, withFields } from './traffic-twin.ts'
import { allKnown, visitors } from './visitors.ts'

/** Seconds in which every pod of an app is asked, however sessions are spread. */
const recent = 1.5

/** Pods that nobody has sent away. */
const staying = (watch: PodWatch, app: StagedApp) => watch.of(app).filter((each) => !isGoing(each))

/** Commits another number of pods, and waits until so many are ready and the others are on their way out. @returns the second of the commit */
async function scaled(
  test: TestContext,
  watch: PodWatch,
  apps: readonly StagedApp[],
  groups: readonly Group[],
  count: number,
): Promise<number> {
  for (const { name } of apps) await respec(test.estate, name, (spec) => withFields(spec, { scale: count }))
  const from = test.recorder.at()
  await test.commit(
    `${count} pods each of ${apps.map(({ name }) => name).join(', ')}`,
    test.tree(await test.estate.render(), apps),
  )
  await poll(
    () => {
      const waiting = apps.filter((app) => staying(watch, app).length !== count || !staying(watch, app).every(isReady))
      return waiting.length === 0
        ? seen(true)
        : pending(
            waiting
              .map(
                (app) =>
                  `${app.name} has ${staying(watch, app).length}, ${staying(watch, app).filter(isReady).length} ready`,
              )
              .join(', '),
          )
    },
    { what: `each app to have ${count} pods, all of them ready`, within: 120, signal: test.signal },
  )
  // A pod that is ready, or goes, is known to the proxies a moment later.
  await poll(
    () => {
      const other = groups.filter(({ app, load }) => {
        const asked = new Set(podsOf(between(load.answers, test.recorder.at() - recent, Infinity)).values())
        return asked.size !== count || staying(watch, app).some(({ metadata }) => !asked.has(metadata.name))
      })
      return other.length === 0 ? seen(true) : pending(other.map(({ says }) => says).join(', '))
    },
    { what: 'those pods to be asked, and no others', within: 30, signal: test.signal },
  )
  return from
}

/** Waits until those that were sent away have ended. */
const ended = (test: TestContext, watch: PodWatch, apps: readonly StagedApp[]) =>
  poll(
    () => {
      const left = apps.filter((app) => staying(watch, app).length !== watch.of(app).length)
      return left.length === 0 ? seen(true) : pending(left.map(({ name }) => name).join(', '))
    },
    { what: 'the pods that were sent away to end', within: 60, signal: test.signal },
  )

/** Callers inside, each at an address of its own, by the sidecar of one pod. */
async function callers(
  test: TestContext,
  watch: PodWatch,
  { app, host, caller, member }: CalledInside,
): Promise<{ readonly group: Group; stop(): Promise<void> }> {
  const pod = await poll(
    () => {
      const ready = watch.of(caller).find(isReady)
      return ready === undefined ? pending(`${watch.of(caller).length} pods`) : seen(ready)
    },
    { what: `a pod of ${caller.name} to be ready`, within: 30, signal: test.signal },
  )
  const proxy = await besideCaller(test, member, pod)
  const load = startLoad({
    host,
    address: proxy.address,
    port: proxy.port,
    path: '/',
    rate,
    at: test.recorder.at,
    // Of the lower half of the pods' range, whose upper half the processes have.
    as: (request) => ({ session: request % sessions, from: `10.244.100.${1 + (request % sessions)}` }),
  })
  test.recorder.asked(`${app.team}/${app.name}`, load.answers)
  return {
    group: { by: 'address', says: 'sticky by client address', app, load, sticky: true },
    stop: async () => {
      await load.stop()
      proxy.stop()
    },
  }
}

async function run(test: TestContext): Promise<void> {
  const front = exposed(test)
  if (front.cookie === undefined) throw new NoneFits(`${front.app.name} has no sticky sessions by cookie`)
  const twin = exposedTwin(test, front)
  const runnable = appsIn(test.estate.files().keys(), test.cluster.name).filter(({ name }) =>
    test.traffic.pods.apps.includes(name),
  )
  const inside = calledInside(test.estate.files(), test.cluster.name, runnable)
  const apps = [
    ...new Map(
      [front.app, twin.app, ...(inside === undefined ? [] : [inside.app, inside.caller])].map((app) => [
        app.application,
        app,
      ]),
    ).values(),
  ]
  await applyGateway(test)
  await deployed(test, apps)
  for (const each of [front, twin]) await waitUntilServed(test, each)
  const watch = watchPods(test)
  const people = visitors(sessions, front.cookie)
  const byAddress = inside === undefined ? undefined : await callers(test, watch, inside)
  const groups: readonly Group[] = [
    {
      by: 'cookie',
      says: 'sticky by cookie',
      app: front.app,
      load: sendRequests(test, front, rate, people),
      sticky: true,
    },
    {
      by: 'nothing',
      says: 'not sticky',
      app: twin.app,
      load: sendRequests(test, twin, rate, visitors(sessions, undefined)),
      sticky: false,
    },
    ...(byAddress === undefined ? [] : [byAddress.group]),
  ]
  const loads = groups.map(({ load }) => load)
  test.note(
    `${sessions} sessions each, ${rate} requests a second: ${groups.map(({ says, app }) => `${app.name} ${says}`).join(', ')}`,
  )
  if (inside === undefined)
    test.note(
      'no app here is called by others only and calls nobody itself: nothing is shown of sticky: { clientIP: ... }',
    )
  try {
    await allKnown(test, people, sessions)
    const first = await steady(test, groups, few, `${few} pods`)
    const added = await scaled(test, watch, apps, groups, many)
    test.note(`one more pod each is asked after ${tenths(test.recorder.at() - added)} s`)
    const second = await steady(test, groups, many, `${many} pods`)
    await compared(test, groups, [first, second], added, 'added')
    const removed = await scaled(test, watch, apps, groups, few)
    const third = await steady(test, groups, few, `${few} pods again`)
    await compared(test, groups, [second, third], removed, 'taken away')
    await ended(test, watch, apps)
    await test.pause(1)
    noneFailed(test, loads, 0, 'all the while, until the pods that were taken away had ended')
  } finally {
    watch.stop()
    await Promise.all([...loads.map((load) => load.stop()), byAddress?.stop()])
  }
}

async function prepare(estate: Estate, cluster: Cluster, names: readonly string[]): Promise<void> {
  const files = estate.files()
  const all = appsIn(files.keys(), cluster.name)
  const commands = commandsOf(
    estate.root,
    estate.source,
    all.map(({ name }) => name),
  )
  if (!commands.ok) throw new Error(formatIssues(commands.issues))
  const inside = calledInside(
    files,
    cluster.name,
    all.filter(({ name }) => commands.value.has(name)),
  )
  if (inside !== undefined) {
    await respec(estate, inside.app.name, (spec) =>
      withFields(spec, { scale: few, release: 'rolling', sticky: { clientIP: '60s' } }),
    )
  }
  await addTwin(estate, cluster, names, (spec, folder) =>
    withFields(spec, { scale: few, ...(folder.endsWith('-rolling') ? { sticky: undefined } : {}) }),
  )
}

export const trafficSessions: Scenario = {
  name: 'traffic-sessions',
  ...trafficScenario,
  description:
    "Sessions keep their pod, by cookie through the front door and by address through a caller's sidecar; with a pod more or less only those move who must.",
  within: 480,
  kinds: ['networking.istio.io/EnvoyFilter'],
  prepare,
  run,
  sabotages: [noCookieHash, noAddressHash, ring, faultLeftIn],
}
