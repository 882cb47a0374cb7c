import { formatIssues, type KubeObject } from '@slipway/core'
import type { Cluster } from '@slipway/fleet'
import { isGoing, kinds } from '../../cluster/live.ts'
import { pending, poll, seen } from '../../pace/poll.ts'
import { commandsOf } from '../../pods/app-command.ts'
import { cause, joined, say, type Words } from '../../recording/words.ts'
import { appsIn } from '../../stage/choice.ts'
import type { Estate } from '../../stage/estate.ts'
import type { Scenario } from '../../stage/scenario.ts'
import { NoneFits, type StagedApp } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'
import { between, tenths } from '../../traffic/answers.ts'
import { startLoad, type Load } from '../../traffic/load.ts'
import { kept, moved, moves, podsOf, repeats, type Moves } from '../../traffic/sessions.ts'
import { deployed } from '../canary/canary.ts'
import { calledInside, type CalledInside } from '../mesh/called-inside.ts'
import { besideCaller } from '../mesh/caller.ts'
import { watchPods, type PodWatch } from '../shared/pod-watch.ts'
import { isReady } from '../shared/pods.ts'
import { respec } from './app-spec.ts'
import { applyGateway, exposed, sendRequests, waitUntilServed } from './exposed-app.ts'
import { noneFailed } from './traffic-none.ts'
import { faultLeftIn, noAddressHash, noCookieHash, ring } from './traffic-sabotages.ts'
import { addTwin, exposedTwin, withFields } from './traffic-twin.ts'
import { allKnown, visitors } from './visitors.ts'

const [few, many] = [3, 4]
/** Requests a second for each app, and who sends them. */
const [rate, sessions] = [50, 100]
/** Seconds in which each session asks twice, if it waits for its answers not too long. */
const look = (2 * sessions) / rate + 0.5
/** More than a share by so much are not many sessions' bad luck. */
const luck = 0.15
/** Seconds in which every pod of an app is asked, however sessions are spread. */
const recent = 1.5

/** Sessions that come to one app, in one way. */
interface Group {
  readonly by: 'cookie' | 'address' | 'nothing'
  readonly says: string
  readonly app: StagedApp
  readonly load: Load
  readonly sticky: boolean
}

type Seen = ReadonlyMap<Group, ReadonlyMap<number, string>>

const percent = (part: number, of: number) => `${of === 0 ? 0 : Math.round((part / of) * 1000) / 10} %`

/** Why an app's sessions may not stay: what the cluster's DestinationRules lack. */
async function causes(test: TestContext, { app }: Group): Promise<Words> {
  const rules = await test.kube.list(kinds.destinationRule, { namespace: app.team })
  const own = rules.filter(({ metadata }: KubeObject) => metadata.labels?.['app.kubernetes.io/name'] === app.name)
  const named = (code: 'no-consistent-hash' | 'ring', so: (spec: string) => boolean) => {
    const rules = own.filter(({ spec }) => so(JSON.stringify(spec))).map(({ metadata }) => metadata.name)
    return rules.length === 0 ? undefined : cause(code, { rules })
  }
  return joined([
    named('no-consistent-hash', (spec) => !spec.includes('consistentHash')),
    named('ring', (spec) => spec.includes('consistentHash') && !spec.includes('maglev')),
  ])
}

/** Looks at all sessions while nothing changes. @returns where each is */
async function steady(test: TestContext, groups: readonly Group[], count: number, when: string): Promise<Seen> {
  const from = test.recorder.at()
  await test.pause(look)
  const seen = new Map(groups.map((group) => [group, between(group.load.answers, from, Infinity)]))
  for (const group of groups) {
    // Those who are not kept anywhere need no second request of this look.
    const list = group.sticky
      ? repeats(seen.get(group) ?? [])
      : repeats(group.load.answers).filter(({ answer }) => answer.at >= from)
    const same = kept(list)
    const got = `${percent(same, list.length)}, ${same} of ${list.length} requests of ${sessions} sessions`
    if (group.sticky) {
      const well = same === list.length && list.length > 0
      test.assert(
        `${group.says}, ${when}: each session comes to the pod that it had`,
        well,
        joined([
          say`${cause('about', { what: `${group.by}, ${when}` })}${got}`,
          well ? undefined : await causes(test, group),
        ]),
        'session-stays',
      )
    } else {
      test.assert(
        `${group.says}, ${when}: a session comes to the pod that it had about once in ${count}`,
        Math.abs(same / list.length - 1 / count) < luck,
        got,
      )
    }
  }
  return new Map([...seen].map(([group, answers]) => [group, podsOf(answers)]))
}

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

const movesWords = ({ sessions: all, left, joined: arrived, swapped }: Moves): Words =>
  say`of ${all} sessions ${arrived} went to a new pod, ${left} came from one that is gone, ${
    swapped === 0 ? '0 changed between two that stayed' : cause('swapped', { sessions: swapped })
  }: ${percent(left + arrived + swapped, all)}`

/** What became of the sessions between two looks. */
async function compared(
  test: TestContext,
  groups: readonly Group[],
  [before, after]: readonly [Seen, Seen],
  from: number,
  what: 'added' | 'taken away',
): Promise<void> {
  for (const group of groups.filter(({ sticky }) => sticky)) {
    const result = moves(before.get(group) ?? new Map(), after.get(group) ?? new Map())
    const list = repeats(group.load.answers).filter(({ answer }) => answer.at >= from)
    test.assert(
      `${group.says}, a pod was ${what}: only those move who must, about one of ${many}`,
      result.sessions > 0 &&
        moved(result) / result.sessions <= 1 / many + luck &&
        result.swapped / result.sessions <= 0.05,
      joined([
        say`${cause('about', { what })}${movesWords(result)}; ${percent(kept(list), list.length)} of requests came to the same pod meanwhile`,
        await causes(test, group),
      ]),
      'only-those-move',
    )
  }
}

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
  description:
    "Sessions keep their pod, by cookie through the front door and by address through a caller's sidecar; with a pod more or less only those move who must.",
  where: 'first',
  traffic: true,
  onlyNamed: true,
  within: 480,
  kinds: ['networking.istio.io/EnvoyFilter'],
  prepare,
  run,
  sabotages: [noCookieHash, noAddressHash, ring, faultLeftIn],
}
