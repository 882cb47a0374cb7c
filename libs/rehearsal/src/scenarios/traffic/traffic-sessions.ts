import {
  appsIn,
  between,
  deployed,
  isGoing,
  isReady,
  nameOf,
  namesOf,
  none,
  NoneFits,
  pending,
  seen,
  tenths,
  watchPods,
  type Cluster,
  type Estate,
  type PodWatch,
  type Scenario,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'
import { applyGateway, exposed, sendRequests, trafficScenario, waitUntilServed } from './exposed-app.ts'
import { startLoad } from '../../traffic/load.ts'
import { podsOf } from '../../traffic/sessions.ts'
import { calledInside, type CalledInside } from '../mesh/called-inside.ts'
import { besideCaller } from '../mesh/caller.ts'
import { respec } from './app-spec.ts'
import { compared, few, many, rate, sessions, steady, type Group } from './session-groups.ts'
import { noneFailed } from './traffic-none.ts'
import { faultLeftIn, noAddressHash, noCookieHash, ring } from './traffic-sabotages.ts'
import { addTwin, appCommands, exposedTwin, withFields } from './traffic-twin.ts'
import { allKnown, visitors } from './visitors.ts'

const recent = 1.5

const staying = (watch: PodWatch, app: StagedApp) => watch.of(app).filter((each) => !isGoing(each))

async function scaled(
  test: TestContext,
  watch: PodWatch,
  apps: readonly StagedApp[],
  groups: readonly Group[],
  count: number,
): Promise<number> {
  for (const { name } of apps) await respec(test.estate, name, (spec) => withFields(spec, { scale: count }))
  const from = test.recorder.at()
  await test.commit(`${count} pods each of ${namesOf(apps)}`, test.tree(await test.estate.render(), apps))
  await test.until(
    `each app to have ${count} pods, all of them ready`,
    () => {
      const waiting = apps.flatMap((app) => {
        const [all, ready] = [staying(watch, app).length, staying(watch, app).filter(isReady).length]
        return all === count && ready === count ? [] : [`${app.name} has ${all}, ${ready} ready`]
      })
      return none(waiting)
    },
    120,
  )
  // Proxies learn of pods a moment later.
  await test.until(
    'those pods to be asked, and no others',
    () => {
      const other = groups.filter(({ app, load }) => {
        const asked = new Set(podsOf(between(load.answers, test.recorder.at() - recent, Infinity)).values())
        return asked.size !== count || staying(watch, app).some(({ metadata }) => !asked.has(metadata.name))
      })
      return none(other.map(({ says }) => says))
    },
    30,
  )
  return from
}

const ended = (test: TestContext, watch: PodWatch, apps: readonly StagedApp[]) =>
  test.until('the pods that were sent away to end', () => {
    const left = apps.filter((app) => staying(watch, app).length !== watch.of(app).length)
    return none(left.map(({ name }) => name))
  })

/** Callers at addresses of their own, through one pod's sidecar. */
async function callers(
  test: TestContext,
  watch: PodWatch,
  { app, host, caller, member }: CalledInside,
): Promise<Group> {
  const readyCaller = () => {
    const ready = watch.of(caller).find(isReady)
    return ready === undefined ? pending(`${watch.of(caller).length} pods`) : seen(ready)
  }
  const pod = await test.until(`a pod of ${caller.name} to be ready`, readyCaller, 30)

  const load = startLoad({
    host,
    address: await besideCaller(test, member, pod),
    port: 80,
    path: '/',
    rate,
    at: test.recorder.at,
    // Processes have the upper half of the range.
    as: (request) => ({ session: request % sessions, from: `10.244.100.${1 + (request % sessions)}` }),
  })
  test.recorder.asked(nameOf(app), load.answers)
  test.onEnd(load.stop)
  return { by: 'address', says: 'sticky by client address', app, load, sticky: true }
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
        nameOf(app),
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
    ...(byAddress === undefined ? [] : [byAddress]),
  ]
  const loads = groups.map(({ load }) => load)
  test.note(
    `${sessions} sessions each, ${rate} requests a second: ${groups.map(({ says, app }) => `${app.name} ${says}`).join(', ')}`,
  )
  if (inside === undefined)
    test.note(
      'no app here is called by others only and calls nobody itself: nothing is shown of sticky: { clientIP: ... }',
    )
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
}

async function prepare(estate: Estate, cluster: Cluster, names: readonly string[]): Promise<void> {
  const files = estate.files()
  const all = appsIn(files.keys(), cluster.name)
  const commands = appCommands(estate, all)
  const inside = calledInside(
    files,
    cluster.name,
    all.filter(({ name }) => commands.has(name)),
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
