import { startAlertmanager, type Alertmanager } from '../../components/alertmanager.ts'
import { startAlertReceivers, type AlertReceivers } from '../../components/alert-receivers.ts'
import { alertTimeScale, speedUpRules } from '../../pace/speed-up-alerts.ts'
import { failing } from '../../pods/behaviour.ts'
import type { Hours } from '@slipway/fleet'
import {
  bump,
  cause,
  deployed,
  deployments,
  NoneFits,
  needs,
  quote,
  releaseFile,
  say,
  type Files,
  type Scenario,
  type TestContext,
} from '../shared/kit.ts'
import {
  applyGateway,
  exposures,
  noneExposed,
  sendRequests,
  waitUntilServed,
  type Exposed,
} from '../traffic/exposed-app.ts'
import { respecFront } from '../traffic/traffic-twin.ts'
import { addressesOf, alertmanagerOf, groupsOf, ruleFileOf, type AlertmanagerConfig } from './alerting.ts'
import { alertSabotages } from './alert-sabotages.ts'
import { chartJobs } from '../dashboards/scrape-jobs.ts'
import { callsOutside, waitsForHours, watchdogRule } from './hours.ts'
import { hoursAround, hoursAway, treeWithAllWays, ways } from './paging-ways.ts'
import { statusSays } from './status-says.ts'
import { isInhibited, isLeftAlone, isResolved, isWanted, page, ticket, type Watched } from './watched-app.ts'

const rate = 60

/** One pod, as a rolling release: all that a bad version does reaches people. */
const asRolling = { release: 'rolling', slo: { errors: '1%', p95: '300ms' }, scale: 1, sticky: undefined } as const

/** Removes waits that nobody needs here: asks pods each second, and counts at once. */
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

async function managed(
  test: TestContext,
  config: AlertmanagerConfig,
  receivers: AlertReceivers,
): Promise<Alertmanager | undefined> {
  try {
    return await startAlertmanager(test.runtime, config, receivers)
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

async function run(test: TestContext): Promise<void> {
  const front = frontOf(test)
  const { app } = front
  const pagedIn = (hours: Hours) => treeWithAllWays(test.estate.root, test.estate.files(), test.cluster, hours)
  const [tree, inHours] = [await pagedIn(hoursAway(Date.now())), await pagedIn(hoursAround(Date.now()))]
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
  await test.scrape(chartJobs(test.metrics))
  const load = sendRequests(test, front, rate)
  // Its first pod, until it was ready, is nobody's outage.
  await test.pause(2)
  const groups = [...groupsOf(files, app), watchdogRule].map(speedUpRules)
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
    onPage: [...['on-call', ways.night, ways.hook].flatMap((name) => addressesOf(meant, name)), ...onTicket],
  }

  const before = test.estate.read(releaseFile(test, app))
  await isLeftAlone(watched, load)
  const told = isWanted(watched, load)
  test.traffic.pods.behaviours.set(bump(test, app, 'bad'), failing(0.5))
  await test.commit(`release: ${app.name} to a bad version`, hurried(test.tree(await test.estate.render(), [app])))
  const well = (await told) && (await isInhibited(watched))
  if (!well) return
  await statusSays(test, app)
  const silence = await manager.silence({ alertname: ticket, app: app.name, team: app.team })
  test.manualAction(`silences ${ticket} of ${app.name}`, app)
  // Silenced before: a reload forgets inhibitions for a moment.
  const later = alertmanagerOf(test.sabotaged(inHours), test.cluster.name)
  const late = later === undefined ? [] : await waitsForHours(watched, later)
  test.estate.write(releaseFile(test, app), before)
  await test.commit(`revert: ${app.name} to the version before`, hurried(test.tree(await test.estate.render(), [app])))
  await isResolved({ ...watched, onPage: [...watched.onPage, ...late] }, silence)
  await load.stop()
  await callsOutside(watched)
}

export const alerts: Scenario = {
  name: 'alerts',
  where: 'last',
  traffic: true,
  onlyNamed: true,
  needs: [...needs.requested, 'alertmanager', 'kube-state-metrics'],
  within: 180,
  description:
    "Half of an app's real requests fail: the real Prometheus fires the tree's own rule, the real Alertmanager tells on-call by e-mail and SMS, the team by Slack and others by PagerDuty and a webhook, waits for the hours of a route, mutes what is the same, keeps silent where somebody asked it to, and says when it is over. Without Prometheus the watchdog is missed outside.",
  prepare: async (estate, cluster, names) => {
    await respecFront(estate, cluster, names, asRolling)
    await estate.render()
  },
  run,
  sabotages: alertSabotages,
}
