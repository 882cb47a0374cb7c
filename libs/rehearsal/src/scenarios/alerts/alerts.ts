import { startAlertmanager, type Alertmanager, type SentAlert } from '../../components/alertmanager.ts'
import { startAlertReceivers, type AlertReceivers } from '../../components/alert-receivers.ts'
import { alertTimeScale, speedUpRules } from '../../pace/speed-up-alerts.ts'
import { failing } from '../../pods/behaviour.ts'
import { need } from '../../programs/needed.ts'
import {
  bump,
  cause,
  deployed,
  deployments,
  joined,
  NoneFits,
  needs,
  pending,
  quote,
  releaseFile,
  say,
  seen,
  tenths,
  type Files,
  type Load,
  type Look,
  type Said,
  type Scenario,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'
import { respec } from '../traffic/app-spec.ts'
import {
  applyGateway,
  exposures,
  noneExposed,
  sendRequests,
  waitUntilServed,
  type Exposed,
} from '../traffic/exposed-app.ts'
import { frontIn, withFields } from '../traffic/traffic-twin.ts'
import {
  addressesOf,
  alertmanagerOf,
  compared,
  deliveriesOf,
  groupsOf,
  ruleFileOf,
  type Address,
  type AlertmanagerConfig,
  type Told,
} from './alerting.ts'
import { alertSabotages } from './alert-sabotages.ts'
import { canaryBoard, panelsAnswer } from './panels.ts'
import { startPodMetrics } from './pod-metrics.ts'

const rate = 60
const page = 'ErrorBudgetBurnsFast'
const ticket = 'ErrorBudgetBurnsSlowly'

/** One pod, as a rolling release: all that a bad version does reaches people. */
const asRolling = { release: 'rolling', slo: { errors: '1%', p95: '300ms' }, scale: 1, sticky: undefined } as const

/** What nobody waits for here: a pod is asked each second, and counts at once. */
const hurried = (files: Files): Files =>
  new Map(
    [...files].map(([file, text]) => [
      file,
      deployments.test(file)
        ? text.replaceAll(/(minReadySeconds|initialDelaySeconds|periodSeconds): \d+/g, '$1: 1')
        : text,
    ]),
  )

function frontOf(test: TestContext): Exposed {
  const files = test.estate.files()
  const fits = test.apps.filter(
    (app) =>
      test.traffic.pods.apps.includes(app.name) &&
      files.has(ruleFileOf(app)) &&
      groupsOf(files, app).some(({ rules }) => rules.some(({ alert }) => alert === page)),
  )
  const [front] = exposures(files, test.cluster.name, fits)
  if (front === undefined) throw new NoneFits(noneExposed)
  return front
}

interface Watched {
  readonly test: TestContext
  readonly app: StagedApp
  readonly receivers: AlertReceivers
  readonly manager: Alertmanager
  /** Whom a page of the app has to reach, and whom a ticket. */
  readonly onPage: readonly Address[]
  readonly onTicket: readonly Address[]
}

const own =
  ({ app }: Watched, alert: string) =>
  (all: readonly SentAlert[]) =>
    all.find(({ labels }) => labels['alertname'] === alert && labels['app'] === app.name)

/** Each once, and nobody else. */
function toldAll({ receivers }: Watched, alert: string, told: Told, wanted: readonly Address[]): Look<Said> {
  const got = deliveriesOf(receivers.deliveries, alert, told)
  const { missed, elsewhere } = compared(got, wanted)
  if (missed.length === 0 && elsewhere.length === 0) return seen(got.map(({ by, to }) => `${to} by ${by}`).join(', '))
  return pending(
    joined([
      ...missed.map((one) => cause('alert-missed', one)),
      ...elsewhere.map((one) => cause('alert-elsewhere', one)),
    ]),
  )
}

async function managed(
  test: TestContext,
  config: AlertmanagerConfig,
  receivers: AlertReceivers,
): Promise<Alertmanager | undefined> {
  try {
    return await startAlertmanager(test.mesh.runtime, need('alertmanager'), config, receivers)
  } catch (error) {
    test.assert(
      "Alertmanager takes the tree's config",
      false,
      say`${cause('config-refused')}: ${quote((error as Error).message)}`,
      'alerting-taken',
    )
    return undefined
  }
}

/** Seconds from the first failed request to a message. */
const after = ({ test, receivers }: Watched, load: Load, alert: string, told: Told, since: number): string => {
  const first = load.answers.find(({ at, failedBy }) => at >= since && failedBy !== undefined)?.at ?? since
  const began = Date.now() / 1000 - test.recorder.at()
  const times = deliveriesOf(receivers.deliveries, alert, told).map(({ at }) => at / 1000 - began - first)
  return times.length === 0 ? 'never' : `${tenths(Math.min(...times))} to ${tenths(Math.max(...times))} s`
}

async function isWanted(watched: Watched, load: Load): Promise<boolean> {
  const { test, app, manager, receivers } = watched
  // Four seconds without a ready pod are ten minutes here: that it starts may be told, and that it has started.
  await test.pause(4)
  const before = receivers.deliveries.length
  await test.pause(4)
  const [firing, sent] = [await test.ask('count(ALERTS)'), await manager.alerts()]
  const more = receivers.deliveries.slice(before)
  test.assert(
    'nobody is told of an app that answers',
    firing === undefined && sent.length === 0 && more.length === 0,
    `${load.answers.length} requests; ${firing ?? 'no'} alerts in Prometheus, ${sent.length} in Alertmanager, ${more.length} messages${before === 0 ? '' : `, ${before} while it started`}`,
    'alert-wanted',
  )
  const since = test.recorder.at()
  const says = `half of the requests fail: the tree's own rule ${page} fires`
  const wanted = await test.assertSoon(
    says,
    async () => {
      const found = own(watched, page)(await manager.alerts())
      const share = await test.ask(`${app.team.replaceAll('-', '_')}:slo_errors:ratio_rate5m{app="${app.name}",pod=""}`)
      const text = `${Math.round((share ?? 0) * 100)} % of its requests fail`
      return found === undefined ? pending(text) : seen(text)
    },
    60,
    'alert-wanted',
  )
  if (!wanted) return false
  const delivered = await test.assertSoon(
    'on-call hears of it by e-mail and SMS and the team by Slack, and nobody else',
    () => toldAll(watched, page, 'FIRING', watched.onPage),
    12,
    'alert-delivered',
  )
  test.note(
    `messages ${after(watched, load, page, 'FIRING', since)} after the first failed request; in the tree ${alertTimeScale} times as long`,
    app,
  )
  return delivered
}

async function isInhibited(watched: Watched): Promise<boolean> {
  const { test, manager, receivers } = watched
  return test.assertSoon(
    `its ticket ${ticket} is muted by the page: no second message of the same thing`,
    async () => {
      const all = await manager.alerts()
      const [waking, muted] = [own(watched, page)(all), own(watched, ticket)(all)]
      if (muted === undefined) return pending(`${ticket} does not fire yet`)
      const told = deliveriesOf(receivers.deliveries, ticket, 'FIRING').length
      return muted.status.inhibitedBy.includes(waking?.fingerprint ?? '') && told === 0
        ? seen('suppressed, and 0 messages')
        : pending(say`${cause('not-inhibited', { alert: ticket })}: ${told} messages`)
    },
    20,
    'alert-inhibited',
  )
}

async function isResolved(watched: Watched, silence: string): Promise<void> {
  const { test, manager, receivers, app } = watched
  const since = test.recorder.at()
  const resolved = await test.assertSoon(
    'the version before is back: all of them hear that it is over',
    () => toldAll(watched, page, 'RESOLVED', watched.onPage),
    60,
    'alert-resolved',
  )
  test.note(`over ${tenths(test.recorder.at() - since)} s after the revert`, app)
  if (!resolved) return
  const silenced = await test.assertSoon(
    `the ticket fires on, muted by nothing but the silence that somebody set`,
    async () => {
      const { status } = own(watched, ticket)(await manager.alerts()) ?? {}
      return status !== undefined && status.inhibitedBy.length === 0 && status.silencedBy.includes(silence)
        ? seen('suppressed by the silence')
        : pending(
            `${ticket} is ${status?.state ?? 'gone'}, inhibited by ${status?.inhibitedBy.length ?? 0}, silenced by ${status?.silencedBy.length ?? 0}`,
          )
    },
    20,
    'alert-silenced',
  )
  if (!silenced) return
  await test.pause(2)
  const early = deliveriesOf(receivers.deliveries, ticket, 'FIRING').length
  test.assert('as long as it is silent, nobody is told', early === 0, `${early} messages`, 'alert-silenced')
  await manager.expire(silence)
  await test.assertSoon(
    'without the silence the team hears of the ticket by Slack, and nobody else',
    () => toldAll(watched, ticket, 'FIRING', watched.onTicket),
    20,
    'alert-silenced',
  )
}

async function run(test: TestContext): Promise<void> {
  const front = frontOf(test)
  const { app } = front
  const tree = test.estate.files()
  const files = test.sabotaged(tree)
  const [meant, config] = [alertmanagerOf(tree, test.cluster.name), alertmanagerOf(files, test.cluster.name)]
  if (meant === undefined || config === undefined)
    throw new NoneFits(`${test.cluster.name} tells nobody of alerts (quiet)`)
  const receivers = await startAlertReceivers()
  test.onEnd(receivers.close)
  const manager = await managed(test, config, receivers)
  if (manager === undefined) return
  await applyGateway(test)
  await deployed(test, [app], hurried(test.tree(tree, [app])))
  await waitUntilServed(test, front)
  await test.scrape([await startPodMetrics(test, app.team)])
  const load = sendRequests(test, front, rate)
  // Its first pod, until it was ready, is nobody's outage.
  await test.pause(2)
  const groups = groupsOf(files, app).map(speedUpRules)
  await test.alert({
    groups,
    alertmanager: manager.port,
    externalLabels: { cluster: test.cluster.name, environment: test.cluster.environment },
  })
  const rules = groups.flatMap((group) => group.rules)
  test.assert(
    "Prometheus takes the app's rules, and Alertmanager the tree's config",
    rules.length > 0,
    `${rules.length} rules, ${config.receivers.length} receivers; ${alertTimeScale} s are 1 s here`,
    'alerting-taken',
  )
  const onTicket = addressesOf(meant, `team-${app.team}`)
  const watched: Watched = {
    test,
    app,
    receivers,
    manager,
    onTicket,
    onPage: [...addressesOf(meant, 'on-call'), ...onTicket],
  }

  const before = test.estate.read(releaseFile(test, app))
  const bad = isWanted(watched, load)
  await test.pause(4.2)
  test.traffic.pods.behaviours.set(bump(test, app, 'bad'), failing(0.5))
  await test.commit(`release: ${app.name} to a bad version`, hurried(test.tree(await test.estate.render(), [app])))
  const well = (await bad) && (await isInhibited(watched))
  // Those of a canary are asked by `traffic`, which has one.
  await panelsAnswer(test, app, (uid) => uid !== canaryBoard)
  if (!well) return
  const silence = await manager.silence({ alertname: ticket, app: app.name, team: app.team })
  test.manualAction(`silences ${ticket} of ${app.name}`, app)
  test.estate.write(releaseFile(test, app), before)
  await test.commit(`revert: ${app.name} to the version before`, hurried(test.tree(await test.estate.render(), [app])))
  await isResolved(watched, silence)
  await load.stop()
}

export const alerts: Scenario = {
  name: 'alerts',
  where: 'last',
  traffic: true,
  onlyNamed: true,
  needs: [...needs.requested, 'alertmanager'],
  within: 180,
  description:
    "Half of an app's real requests fail: the real Prometheus fires the tree's own rule, the real Alertmanager tells on-call by e-mail and SMS and the team by Slack, mutes what is the same, keeps silent where somebody asked it to, and says when it is over.",
  prepare: async (estate, cluster, names) => {
    const { front } = frontIn(estate, cluster, names)
    await respec(estate, front.app.name, (spec) => withFields(spec, asRolling))
    await estate.render()
  },
  run,
  sabotages: alertSabotages,
}
