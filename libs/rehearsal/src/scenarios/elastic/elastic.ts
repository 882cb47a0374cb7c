import { at, fields, list, number, text, type Fields } from '@slipway/kube'
import { startEck } from '../../components/eck.ts'
import { standForElasticsearch } from '../../components/elasticsearch.ts'
import {
  kinds,
  KubeError,
  mapConcurrent,
  namespaceNamed,
  needs,
  pending,
  quote,
  seen,
  seenIf,
  tells,
  type Live,
  type Scenario,
  type TestContext,
} from '../shared/kit.ts'
import { madeBy } from '../adopt/admission.ts'
import { elasticSabotages } from './elastic-sabotages.ts'
import { grows, shrinks } from './store-growth.ts'
import { elasticsearch, namespace, nodesOf, own, say, set, sizes, state, store } from './store-state.ts'

const secret = (name: string) => ({ ...kinds.secret, namespace, name })
const budget = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', namespace, name: `${store}-es-default` } as const

async function isAccepted(test: TestContext, objects: readonly Live[]): Promise<void> {
  const refusals: string[] = []
  await mapConcurrent(4, objects, async (object) => {
    try {
      await test.kube.apply(object, { manager: 'argocd-controller' })
    } catch (error) {
      if (!(error instanceof KubeError)) throw error
      refusals.push(`${object.kind} ${object.metadata.name}: ${error.message}`)
    }
  })
  test.assert(
    "the API server and the operator's webhook take every object of the tree",
    refusals.length === 0,
    refusals.length === 0 ? `${objects.length} objects` : refusals.join('; ').slice(0, 600),
    'elastic-accepted',
  )
  await test.assertSoon(
    `Elasticsearch has ${sizes.first} nodes and is ready; Kibana, Logstash and a Filebeat on each node are made`,
    async () => {
      const { text: said, isGreen } = await state(test)
      const counts = await Promise.all(
        (
          [
            [kinds.statefulSet, set, sizes.first],
            [kinds.statefulSet, `${store}-ls`, 2],
            [kinds.deployment, `${store}-kb`, 2],
          ] as const
        ).map(async ([kind, name, wanted]) => {
          const found = await test.kube.get({ ...kind, namespace, name })
          const ready = number(at(found?.status, 'readyReplicas')) ?? 0
          return { text: `${name} ${ready}`, is: ready === wanted }
        }),
      )
      const agents = await test.kube.get({ ...kinds.daemonSet, namespace, name: 'filebeat-beat-filebeat' })
      const machines = (await test.kube.list(kinds.node)).length
      const running = number(at(agents?.status, 'numberReady')) ?? 0
      const all = `${said}; ${counts.map((one) => one.text).join(', ')}; filebeat ${running} of ${machines}`
      const is = isGreen && counts.every((one) => one.is) && running === machines
      return seenIf(is, all)
    },
    60,
    'elastic-accepted',
  )
}

/** Keys of Secrets that a pod reads one by one. */
const secretKeysOf = ({
  initContainers,
  containers,
  volumes,
}: Fields): readonly (readonly [name: string, key: string])[] =>
  [
    ...[...list(initContainers), ...list(containers)]
      .flatMap(({ env }) => list(env))
      .map((variable) => fields(at(variable, 'valueFrom', 'secretKeyRef')))
      .map(({ name, key }) => [name, key] as const),
    ...list(volumes)
      .map(({ secret: source }) => fields(source))
      .flatMap(({ secretName, items }) => list(items).map(({ key }) => [secretName, key] as const)),
  ].flatMap(([name, key]) => (typeof name === 'string' && typeof key === 'string' ? [[name, key] as const] : []))

/** Objects that the tree's pods mount, and those that the operator has to make for its references. */
async function hasSecrets(test: TestContext, objects: readonly Live[]): Promise<void> {
  const wanted = objects
    .filter(({ kind }) => kind === 'CronJob' || kind === 'Deployment')
    .flatMap((object) => madeBy({ file: '', object }))
    .flatMap(({ object }) => secretKeysOf(fields(object.spec)))
  const missing: string[] = []
  for (const [name, key] of wanted) {
    const data = fields(((await test.kube.get(secret(name))) as { data?: unknown } | undefined)?.data)
    if (data[key] === undefined) missing.push(`${name}/${key}`)
  }
  const shipping = await test.kube.get({ ...kinds.statefulSet, namespace, name: `${store}-ls` })
  const variables = list(at(shipping?.spec, 'template', 'spec', 'containers')).flatMap((one) =>
    list(at(one, 'env')).map((each) => text(at(each, 'name')) ?? ''),
  )
  const pipeline = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'logstash-pipeline')
  const asked = [...JSON.stringify(pipeline).matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name)
  const unset = asked.filter((name) => !variables.includes(name))
  test.assert(
    "every key of a Secret that the tree's own pods read, and every variable of the pipeline, is made by the operator",
    wanted.length >= 4 && asked.length >= 4 && missing.length === 0 && unset.length === 0,
    missing.length + unset.length === 0
      ? `${wanted.length} keys, ${asked.length} variables`
      : `missing: ${[...missing, ...unset].join(', ')}`,
    'elastic-secrets',
  )
}

async function isPlaced(test: TestContext, count: number): Promise<void> {
  const pods = await nodesOf(test)
  const machines = new Map((await test.kube.list(kinds.node)).map((node) => [node.metadata.name, node.metadata.labels]))
  const labels = pods.map((pod) => machines.get(text(at(pod.spec, 'nodeName')) ?? '') ?? {})
  const of = (label: string) => new Set(labels.map((one) => one[label]))
  const zones = of('topology.kubernetes.io/zone')
  const each = [...zones].map((zone) => labels.filter((one) => one['topology.kubernetes.io/zone'] === zone).length)
  const capacity = [...of('karpenter.sh/capacity-type')].join(', ')
  const hosts = of('kubernetes.io/hostname').size
  const even = Math.max(...each) - Math.min(...each) <= 1 && zones.size === Math.min(count, test.cluster.zones.length)
  test.assert(
    `${count} nodes are on as many machines, none of them spot, evenly in all zones, and know their zone`,
    pods.length === count &&
      hosts === count &&
      even &&
      capacity === 'on-demand' &&
      pods.every((pod) => pod.metadata.annotations?.['topology.kubernetes.io/zone'] !== undefined),
    `${pods.length} nodes on ${hosts} machines (${capacity}), by zone ${each.join(', ')}`,
    'elastic-placed',
  )
}

async function isGuarded(test: TestContext, count: number): Promise<void> {
  await test.assertSoon(
    `a budget of disruptions keeps ${count - 1} of ${count} nodes, and one may leave at once`,
    async () => {
      const found = await test.kube.get(budget)
      const least = number(at(found?.spec, 'minAvailable'))
      const allowed = number(at(found?.status, 'disruptionsAllowed'))
      const said = `at least ${least ?? 'none'}, ${allowed ?? 'none'} may leave`
      return seenIf(least === count - 1 && allowed === 1, said)
    },
    20,
    'elastic-guarded',
  )
}

/** Changes that would lose data, or never come up. */
async function refuses(test: TestContext): Promise<void> {
  const now = await test.kube.get(elasticsearch)
  const changes: readonly (readonly [string, (spec: Record<string, unknown>) => unknown])[] = [
    ['an older version', (spec) => ({ ...spec, version: '8.19.0' })],
    [
      'a smaller volume',
      (spec) => JSON.parse(JSON.stringify(spec).replaceAll('"storage":"100Gi"', '"storage":"50Gi"')) as unknown,
    ],
    [
      'no node that may be master',
      (spec) => JSON.parse(JSON.stringify(spec).replace('"config":{', '"config":{"node.roles":["data"],')) as unknown,
    ],
  ]
  const taken: string[] = []
  for (const [what, change] of changes) {
    const object = { ...now, metadata: { ...now?.metadata, managedFields: undefined }, spec: change({ ...now?.spec }) }
    try {
      await test.kube.raw({
        method: 'PUT',
        path: `/apis/elasticsearch.k8s.elastic.co/v1/namespaces/${namespace}/elasticsearches/${store}?dryRun=All`,
        body: JSON.stringify(object),
      })
      taken.push(what)
    } catch (error) {
      if (!(error instanceof KubeError) || !tells(quote(error.message), 'refused-by-webhook')) throw error
    }
  }
  test.assert(
    'the operator refuses an older version, a smaller volume and a store without a master',
    taken.length === 0,
    taken.length === 0 ? `${changes.length} refused` : `taken: ${taken.join(', ')}`,
    'elastic-refused',
  )
}

async function run(test: TestContext): Promise<void> {
  const { runtime, api } = test
  if (test.address === undefined)
    throw new Error("Elastic's operator needs a mount namespace of its own: run as root, or allow `unshare -rn`")
  const files = test.sabotaged(test.estate.files())
  const standIn = standForElasticsearch(runtime, test.kube, { cluster: store, namespace, nodeSet: 'all', most: 9 })
  test.onEnd(standIn.close)
  for (const name of [namespace, 'platform'])
    await test.kube.apply(namespaceNamed(name), { manager: 'argocd-controller' })
  await startEck(runtime, api, files.get(`argocd/${test.cluster.name}/application-eck-operator.yaml`))
  const objects = own(test, files)
  const accepted = isAccepted(test, objects)
  await test.until(
    'the operator to make a certificate',
    async () => ((await standIn.open()) ? seen(true) : pending()),
    60,
  )
  await accepted
  await hasSecrets(test, objects)
  await isPlaced(test, sizes.first)
  await isGuarded(test, sizes.first)
  await refuses(test)
  await grows(test)
  await isPlaced(test, sizes.then)
  await isGuarded(test, sizes.then)
  await shrinks(test, standIn.asked)
}

export const elastic: Scenario = {
  name: 'elastic',
  where: 'last',
  onlyNamed: true,
  needs: [...needs.cluster, 'eck'],
  kinds: [
    'cert-manager.io/Certificate',
    'cert-manager.io/Issuer',
    'monitoring.coreos.com/PodMonitor',
    'networking.istio.io/VirtualService',
  ],
  within: 240,
  description:
    "Elastic's own operator takes the tree's Elasticsearch, Kibana, Logstash and Filebeat, makes them of it on on-demand machines in every zone, guards them, grows the store from three nodes to five and back, and refuses what would lose data.",
  prepare: async (estate, cluster) => {
    say(estate, cluster.name, sizes.first)
    await estate.render()
  },
  run,
  sabotages: elasticSabotages,
}
