import { at, fields, type Fields } from '@slipway/kube'
import { remoteWrite } from '@slipway/platform'
import { chartValues } from '../../cluster/chart-values.ts'
import { startAlertReceivers } from '../../components/alert-receivers.ts'
import { startAlertmanager } from '../../components/alertmanager.ts'
import { startPrometheusOperator } from '../../components/prometheus-operator.ts'
import { startSampleReceiver } from '../../components/sample-receiver.ts'
import { objectsOf, type Filed } from '../adopt/admission.ts'
import { refusedOf } from '../adopt/admit.ts'
import {
  namespaceNamed,
  needs,
  NoneFits,
  objectAt,
  pending,
  seenIf,
  tells,
  type Live,
  type Scenario,
  type TestContext,
} from '../shared/kit.ts'
import { hoursAway, treeWithAllWays } from '../alerts/paging-ways.ts'
import { arePodsFound, isLimited, isNarrow } from './found.ts'
import { areAccepted, areRulesLoaded, isLoaded } from './loaded.ts'
import { monitorSabotages } from './monitor-sabotages.ts'
import { alertmanagerName, alertmanagerOf, monitoring, prometheusOf } from './operated.ts'
import { lacking } from './operated-config.ts'
import { openPods } from './pods-here.ts'
import { configOf, ofKind, type Stage } from './stage.ts'

const monitoringKinds = [
  'Alertmanager',
  'AlertmanagerConfig',
  'PodMonitor',
  'Probe',
  'Prometheus',
  'PrometheusRule',
  'ScrapeConfig',
  'ServiceMonitor',
]
const workspace = 'ws-00000000-0000-0000-0000-000000000000'

/** Makes the objects that others refer to. */
async function ground(test: TestContext, all: readonly Filed[]): Promise<void> {
  const { controllers } = test.api
  const spaces = ofKind(all, 'Namespace')
  const others = [...new Set(all.map(({ object }) => object.metadata.namespace))].filter(
    (name) => name !== undefined && name !== 'default' && !spaces.some(({ metadata }) => metadata.name === name),
  )
  for (const object of spaces) await controllers.apply(object)
  for (const name of new Set([...others, monitoring]))
    if (name !== undefined) await controllers.apply(namespaceNamed(name))
  for (const object of ofKind(all, 'StorageClass')) await controllers.apply(object)
}

async function areRoutesKept({ test }: Stage, values: Fields): Promise<void> {
  const config = at(values, 'alertmanager', 'config')
  if (config === undefined) return test.note('nobody is told of alerts in this cluster')
  const made = await configOf(test, `alertmanager-${alertmanagerName}-generated`, 'alertmanager.yaml.gz')
  const lost = lacking(config, made)
  const receivers = await startAlertReceivers()
  test.onEnd(receivers.close)
  const refused = await startAlertmanager(test.runtime, made, receivers).then(
    () => '',
    (error: Error) => error.message,
  )
  test.assert(
    'what the operator makes of the routes says all that the tree says, and the real Alertmanager takes it',
    refused === '' && lost.length === 0,
    refused === '' ? (lost.length === 0 ? 'word for word' : `lost: ${lost.join(', ')}`) : refused,
    'routes-kept',
  )
}

/** By its word Prometheus would look into every namespace: only admission stands before that. */
async function isForeignRefused({ test, monitors }: Stage): Promise<void> {
  const own = monitors.find(({ spec }) => fields(spec).namespaceSelector === undefined)
  if (own === undefined) return test.note('no app here has a monitor')
  const object = { ...own, spec: { ...own.spec, namespaceSelector: { any: true } } } as Live
  await test.assertSoon(
    "a team's monitor of all namespaces, which the operator would obey, is refused before it sees it",
    async () => {
      const [refused] = await refusedOf(test, [{ file: 'foreign', object }], true)
      if (refused === undefined) return pending('the API server takes it')
      // Not for another reason, such as a field that it does not know.
      return seenIf(tells(refused.message, 'refused-by-policy'), refused.message)
    },
    15,
    'monitors-foreign',
  )
}

async function run(test: TestContext): Promise<void> {
  const { name: cluster, region } = test.cluster
  const tree = await treeWithAllWays(test.estate.root, test.estate.files(), test.cluster, hoursAway(Date.now()))
  const files = test.sabotaged(tree)
  const application = objectAt(files, `argocd/${cluster}/application-kube-prometheus-stack.yaml`)
  if (application === undefined) throw new NoneFits(`${cluster} has a Prometheus of the organisation's own`)
  const values = chartValues(application)
  const [meant, all] = [objectsOf(tree, cluster), objectsOf(files, cluster)]
  const receiver = await startSampleReceiver(test.runtime)
  test.onEnd(receiver.close)
  const sends = { ...test.cluster, metrics: { amp: { workspace } } }
  const objects = [
    ...ofKind(all, 'PodMonitor'),
    ...ofKind(all, 'PrometheusRule'),
    prometheusOf(values, remoteWrite(sends)) as Live,
    ...(alertmanagerOf(values) as readonly Live[]),
  ]
  const stage: Stage = {
    test,
    monitors: ofKind(meant, 'PodMonitor'),
    rules: ofKind(meant, 'PrometheusRule'),
    objects: objects.filter(({ kind }) => kind !== 'Secret'),
  }
  const { controllers } = test.api
  await ground(test, all)
  for (const { object } of all.filter(({ file }) => file.includes('/platform/policies/')))
    await controllers.apply(object)
  const here = await openPods(test, meant, stage.monitors)
  for (const object of objects) await controllers.apply(object, { manager: 'argocd-controller' })
  await startPrometheusOperator(test.runtime, test.api)
  if (!(await areAccepted(stage))) return
  if (!(await isLoaded(stage, receiver.url))) return
  if (!(await arePodsFound(stage, here))) return
  await areRulesLoaded(stage)
  await isNarrow(stage)
  await isLimited(stage, here)
  await areRoutesKept(stage, values)
  await isForeignRefused(stage)
  await test.assertSoon(
    'what rules record and what fires is sent to the workspace, signed for its region, and nothing else',
    async () => {
      const names = await receiver.names()
      const strange = names.filter((name) => !/^ALERTS(?:_FOR_STATE)?$|:/.test(name))
      const [first] = receiver.sent
      const signed = receiver.sent.every(({ authorization }) => authorization.includes(`/${region}/aps/aws4_request`))
      const got = `${receiver.sent.length} requests to ${first?.path ?? 'nowhere'}; ${names.length} names${strange.length === 0 ? '' : `, ${strange.join(', ')}`}`
      return seenIf(names.length > 0 && strange.length === 0 && signed, got)
    },
    20,
    'metrics-sent',
  )
}

export const monitors: Scenario = {
  name: 'monitors',
  where: 'last',
  onlyNamed: true,
  needs: [...needs.bare, 'prometheus', 'alertmanager', 'prometheus-operator'],
  kinds: monitoringKinds.map((kind) => `monitoring.coreos.com/${kind}`),
  within: 180,
  description:
    "The real prometheus-operator makes configuration of the tree's monitors, rules and routes; the real Prometheus finds every pod by it, keeps what it may and no more, and the real Alertmanager takes the routes.",
  run,
  sabotages: monitorSabotages,
}
