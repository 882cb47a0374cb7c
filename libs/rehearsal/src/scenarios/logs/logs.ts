import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { startCollector } from '../../components/collector.ts'
import { startLogStore, type LogStore } from '../../components/log-store.ts'
import { failing } from '../../pods/behaviour.ts'
import { askGateway } from '../../traffic/ask-gateway.ts'
import {
  applyPlatform,
  deployed,
  kinds,
  needs,
  NoneFits,
  pending,
  seen,
  seenIf,
  type Scenario,
  type TestContext,
} from '../shared/kit.ts'
import { sayInCluster } from '../shared/cluster-words.ts'
import { applyGateway, exposures, noneExposed, type Exposed } from '../traffic/exposed-app.ts'
import { respecFront } from '../traffic/traffic-twin.ts'
import { collectorConfig } from './collector-config.ts'
import { logSabotages } from './log-sabotages.ts'
import { openPodLogs, type PodLog, type PodLogs } from './pod-logs.ts'
import { traceShare, tracesKept } from './traces-kept.ts'
import { secretSamples } from './secret-samples.ts'

const asRolling = { release: 'rolling', scale: 1, sticky: undefined } as const
/** Lines of a noisy app, of which the collector keeps one in ten at random. */
const noise = { app: 'noisy', lines: 2000, errors: 20, least: 120, most: 290 } as const

const stack = [
  'Exception in thread "main" java.lang.IllegalStateException: stack-of-the-rehearsal',
  '\tat shop.Orders.place(Orders.java:12)',
  'Caused by: java.io.IOException: gone',
  '\t... 12 more',
]

/** Half of its requests fail. */
async function failedRequest(test: TestContext, { host, path: at }: Exposed): Promise<string> {
  const { door } = test.traffic
  const to = { address: '127.0.0.1', port: door.port, ca: readFileSync(door.ca, 'utf8') }
  return test.until('a request to fail in the app', async () => {
    const trace = randomBytes(16).toString('hex')
    const traceparent = `00-${trace}-${randomBytes(8).toString('hex')}-01`
    const { status, headers, text } = await askGateway(to, { host, path: at, headers: { traceparent } })
    return status === 500 && headers['x-pod'] !== undefined
      ? seen(trace)
      : pending(`status ${status} ${text.slice(0, 80)}`)
  })
}

async function isFound(test: TestContext, store: LogStore, front: Exposed, trace: string): Promise<void> {
  const { name, team } = front.app
  await test.assertSoon(
    "the failed request's lines of app and gateway are found by its trace, with team, app, level and status",
    async () => {
      const found = await store.find(`trace_id:="${trace}"`)
      const own = found.find((record) => record['app'] === name && record['team'] === team)
      const gateway = found.find((record) => record['app'] === 'istio-proxy')
      const is = own?.['status'] === '500' && gateway?.['status'] === '500' && gateway['severity_text'] === 'error'
      const said = found.map(
        (record) => `${record['team']}/${record['app']} ${record['status']} ${record['severity_text']}`,
      )
      return is ? seen(said.join(', ')) : pending(said.join(', ') || 'no record')
    },
    30,
    'logs-found',
  )
}

/** @param log of a container that writes them */
async function losesSecrets(test: TestContext, store: LogStore, logs: PodLogs, log: PodLog): Promise<void> {
  const mark = 'secrets-are-over'
  logs.write(log, [...secretSamples.map(({ line }) => line), mark])
  await test.until(mark, async () => ((await store.find(`"${mark}"`)).length > 0 ? seen(undefined) : pending()), 30)
  const all = JSON.stringify(await store.find(`k8s.pod.uid:="${log.uid}"`)).replaceAll('\\\\', '\\')
  const arrived = secretSamples.filter(({ secret }) => all.includes(secret.trim()))
  const hidden = all.split('[redacted]').length - 1
  test.assert(
    `none of ${secretSamples.length} shapes of secrets arrives`,
    arrived.length === 0 && hidden >= secretSamples.length,
    arrived.length === 0
      ? `${hidden} redacted`
      : `${arrived.length} arrive, such as one in "${arrived[0]?.line.slice(0, 24)}..."`,
    'logs-redacted',
  )
}

async function isOneRecord(test: TestContext, store: LogStore, logs: PodLogs, log: PodLog): Promise<void> {
  logs.write(log, ['before', ...stack, 'after'])
  await test.assertSoon(
    'a stack over four lines is one record, an error',
    async () => {
      const found = await store.find(`"stack-of-the-rehearsal" k8s.pod.uid:="${log.uid}"`)
      const [one] = found
      return one?.['_msg'] === stack.join('\n') && one['severity_text'] === 'error'
        ? seen('one record')
        : pending(one === undefined ? 'no record' : `${one['_msg']?.split('\n').length} lines, ${one['severity_text']}`)
    },
    15,
    'logs-whole',
  )
}

async function isLimited(test: TestContext, store: LogStore, logs: PodLogs, log: PodLog): Promise<void> {
  const line = (level: string, i: number) => JSON.stringify({ level, message: `noise ${i}` })
  logs.write(log, [
    ...Array.from({ length: noise.lines }, (_, i) => line('info', i)),
    ...Array.from({ length: noise.errors }, (_, i) => line('error', i)),
  ])
  await test.assertSoon(
    `of ${noise.lines} lines of a noisy app about a tenth arrives, and all of its ${noise.errors} errors`,
    async () => {
      const found = await store.find(`app:="${noise.app}" k8s.pod.uid:="${log.uid}"`)
      const errors = found.filter((record) => record['severity_text'] === 'error').length
      const rest = found.length - errors
      const said = `${rest} lines, ${errors} errors`
      return seenIf(errors === noise.errors && rest >= noise.least && rest <= noise.most, said)
    },
    20,
    'logs-limited',
  )
}

/** @param log of a container that says it is somebody else */
async function isItsOwn(test: TestContext, store: LogStore, logs: PodLogs, log: PodLog): Promise<void> {
  const claims = { team: 'somebody', app: 'else', elasticsearch: { index: 'audit' }, 'data_stream.dataset': 'audit' }
  logs.write(log, [JSON.stringify({ level: 'error', message: 'claims-of-the-rehearsal', ...claims })])
  await test.assertSoon(
    'what an app says of its team is beside whose it is, and it chooses no index',
    async () => {
      const [one] = await store.find(`"claims-of-the-rehearsal" k8s.pod.uid:="${log.uid}"`)
      if (one === undefined) return pending('no record')
      const strange = Object.keys(one).filter((name) => /^(elasticsearch|data_stream)\b/.test(name))
      const said = `${one['team']}/${one['app']} says ${one['exported_team']}/${one['exported_app']} ${strange.join(', ')}`
      const is = one['team'] === log.namespace && one['app'] === log.container && strange.length === 0
      return seenIf(is && one['exported_team'] === claims.team, said)
    },
    15,
    'logs-own',
  )
}

async function run(test: TestContext): Promise<void> {
  const tree = test.estate.files()
  const fits = test.apps.filter(({ name }) => test.traffic.pods.apps.includes(name))
  const [front] = exposures(tree, test.cluster.name, fits)
  if (front === undefined) throw new NoneFits(noneExposed)
  const { app } = front
  const { runtime, api } = test
  const folder = path.join(runtime.folder, 'var-log-pods')
  const logs = openPodLogs(folder)
  test.onEnd(logs.stop)
  const store = await startLogStore(runtime)
  await applyGateway(test)
  await applyPlatform(test, tree, /\/mesh\/telemetry-default\.yaml$/)
  const own = test.tree(tree, [app])
  for (const [, digest = ''] of [...own.values()].join('\n').matchAll(/image: \S+@(sha256:[0-9a-f]{64})/g))
    test.traffic.pods.behaviours.set(digest, failing(0.5))
  await deployed(test, [app], own)
  const pods = await test.kube.list(kinds.pod, { namespace: app.team })
  for (const { metadata } of pods)
    logs.follow(path.join(runtime.folder, 'pods', metadata.name, 'log'), {
      namespace: app.team,
      pod: metadata.name,
      uid: metadata.uid ?? '',
      container: app.name,
    })
  logs.follow(test.traffic.door.envoy.running.log, {
    namespace: 'istio-ingress',
    pod: 'gateway-1',
    uid: randomUUID(),
    container: 'istio-proxy',
  })
  const config = collectorConfig(test.sabotaged(tree), test.cluster.name, 'log-collector')
  await startCollector(runtime, config, {
    logs: folder,
    kubeconfig: api.kubeconfig,
    store: store.address,
  })
  const other = (container: string): PodLog => ({
    namespace: app.team,
    pod: `${container}-1`,
    uid: randomUUID(),
    container,
  })
  await isFound(test, store, front, await failedRequest(test, front))
  await losesSecrets(test, store, logs, other('careless'))
  await isOneRecord(test, store, logs, other('java'))
  await isItsOwn(test, store, logs, other('forger'))
  await isLimited(test, store, logs, other(noise.app))
  await tracesKept(test, test.sabotaged(tree))
}

export const logs: Scenario = {
  name: 'logs',
  where: 'last',
  traffic: true,
  onlyNamed: true,
  needs: [...needs.delivery, 'istiod', 'envoy', 'collector', 'victoria-logs'],
  kinds: ['telemetry.istio.io/Telemetry'],
  within: 150,
  description:
    "The tree's own OpenTelemetry Collector brings what pods and the gateway write to a real store: a failed request is found by its trace, no secret arrives, a stack is one record, and a noisy app is limited. Its collector of traces keeps those with an error.",
  prepare: async (estate, cluster, names) => {
    const front = await respecFront(estate, cluster, names, asRolling)
    const logging = {
      to: 'otel',
      address: 'https://logs.rehearsal.example/v1/logs',
      keep: { [`${front.app.team}/${noise.app}`]: '10%' },
    }
    const tracing = { address: 'http://traces.rehearsal.svc:4318', sample: traceShare }
    sayInCluster(estate, cluster.name, { logging, tracing })
    await estate.render()
  },
  run,
  sabotages: logSabotages,
}
