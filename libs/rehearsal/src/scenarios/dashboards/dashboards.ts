import { ruleFileOf } from '../alerts/alerting.ts'
import { speedUpRules } from '../../pace/speed-up-alerts.ts'
import { failing } from '../../pods/behaviour.ts'
import {
  applyStorageClasses,
  bump,
  fileOf,
  needs,
  NoneFits,
  pending,
  seen,
  synced,
  type Cluster,
  type Estate,
  type Files,
  type Scenario,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'
import { applyNodePools } from '../lifecycle/node-pools.ts'
import { applyGateway, exposed, sendRequests, waitUntilServed } from '../traffic/exposed-app.ts'
import { respecFront } from '../traffic/traffic-twin.ts'
import { dashboardSabotages } from './dashboard-sabotages.ts'
import { seriesExposed } from './exposed-series.ts'
import { startKubeletMetrics } from './kubelet-metrics.ts'
import { keepPanels, panelsAnswer, type PanelQuestion } from './panels.ts'
import { namedSeries, rulesIn } from './rule-series.ts'
import { chartJobs, monitorJobs } from './scrape-jobs.ts'
import { capacitiesOf, provoke } from './provoked.ts'

/** Requests a second, for two pods and a half. */
const rate = 50

/**
 * Beside the app that people see: one with a queue, one with volumes, and one that runs by the clock, as far as the
 * cluster has them.
 */
function othersOf(test: TestContext, files: Files, front: StagedApp): readonly StagedApp[] {
  const having = (kind: string, text: string) =>
    test.apps.find((app) => app.name !== front.name && files.get(fileOf(app, kind))?.includes(text))
  const found = [
    having('scaledobject', 'aws-sqs-queue'),
    having('statefulset', 'volumeClaimTemplates'),
    having('cronjob', 'schedule'),
  ]
  return found.filter((app) => app !== undefined)
}

const whyAbsentWith =
  (files: Files, { cluster }: TestContext, apps: readonly StagedApp[]) =>
  ({ exprs }: PanelQuestion): string | undefined => {
    const hasVolume = apps.some((app) => files.has(fileOf(app, 'statefulset')))
    if (exprs.some((expr) => expr.includes('capacity_type="spot"')) && !capacitiesOf(cluster).includes('spot'))
      return 'no pool of this cluster is spot'
    return !hasVolume && exprs.some((expr) => /\bkubelet_volume_|\bkube_persistentvolumeclaim_/.test(expr))
      ? 'no app of this cluster has a volume'
      : undefined
  }

async function run(test: TestContext): Promise<void> {
  const front = exposed(test)
  const tree = test.estate.files()
  const files = test.sabotaged(tree)
  const { name } = test.cluster
  if (![...tree.keys()].some((file) => file.startsWith(`clusters/${name}/platform/dashboards/`)))
    throw new NoneFits(`${name} has no dashboards (dashboards: false)`)
  if (!tree.has(ruleFileOf(front.app))) throw new NoneFits(`${name} tells nobody of alerts (quiet)`)
  const others = othersOf(test, tree, front.app)
  const apps = [front.app, ...others]
  await applyNodePools(test)
  await applyGateway(test)
  await applyStorageClasses(test, tree)
  await test.commit('the tree as it is committed', test.tree(tree, apps))
  await test.install(apps)
  await test.reach(front.app, { sync: 'Synced', health: 'Healthy', within: 180 })
  for (const app of others) await test.reach(app, synced)
  await waitUntilServed(test, front)
  const kubelet = await startKubeletMetrics(test)
  const ports = new Map([...test.metrics, ['kubelet', kubelet]])
  await test.scrape([...monitorJobs(files, name, test.metrics), ...chartJobs(ports)])
  const ruleFiles = new Set(apps.map(ruleFileOf))
  const groups = rulesIn(files, (file) => ruleFiles.has(file) || file.startsWith(`clusters/${name}/platform/`))
  // Port 1 has no listener: the scenario `alerts` tests receivers.
  await test.alert({ groups: groups.map(speedUpRules), alertmanager: 1, externalLabels: {} })
  const began = Date.now() / 1000
  const load = sendRequests(test, front, rate)
  const provoked = await provoke(test)
  await test.pause(6)
  test.traffic.pods.behaviours.set(bump(test, front.app, 'bad'), failing(0.5))
  await test.commit(`release: ${front.app.name} to a bad version`, test.tree(await test.estate.render(), apps))
  await test.until(
    `the bad version of ${front.app.name} to be taken back`,
    async () => {
      const phase = (await test.rollout(front.app))?.status?.['phase']
      return phase === 'Degraded' ? seen(undefined) : pending(`the Rollout is ${String(phase)}`)
    },
    90,
  )
  await provoked.end()
  await test.assertSoon(
    'that it was taken back is an alert',
    async () => {
      const firing = await test.ask(
        `count(ALERTS{alertname="CanaryAborted",alertstate="firing",app="${front.app.name}"})`,
      )
      return (firing ?? 0) > 0 ? seen('CanaryAborted') : pending('CanaryAborted does not fire')
    },
    20,
    'alert-wanted',
  )
  await panelsAnswer(test, apps, whyAbsentWith(tree, test, apps))
  await seriesExposed(test, namedSeries(groups))
  await load.stop()
  await keepPanels(test, front.app, began)
}

async function prepare(estate: Estate, cluster: Cluster, names: readonly string[]): Promise<void> {
  await respecFront(estate, cluster, names, {
    scale: { min: 1, max: 4, on: { requestsPerSecond: 20 } },
    release: { canary: [50], hold: '2m', slo: { errors: '1%', p95: '300ms' } },
  })
  await estate.render()
}

export const dashboards: Scenario = {
  name: 'dashboards',
  where: 'last',
  traffic: true,
  scales: true,
  onlyNamed: true,
  kinds: ['networking.istio.io/EnvoyFilter'],
  needs: [
    ...needs.requested,
    'keda-operator',
    'keda-adapter',
    'karpenter',
    'kube-state-metrics',
    'node-exporter',
    'coredns',
  ],
  within: 300,
  description:
    "Every panel of the tree's dashboards has data from what real programs expose, scraped by the tree's own monitors; and every series that a rule names is one that they have.",
  prepare,
  run,
  sabotages: dashboardSabotages,
}
