import { execText } from '@slipway/cli/exec'
import {
  conditionOf,
  conditionsOf,
  editing,
  isTrue,
  joined,
  kinds,
  needs,
  objectsIn,
  pending,
  quote,
  say,
  seen,
  selected,
  statusOf,
  type AssertionCode,
  type Files,
  type KubeObject,
  type Live,
  type Sabotage,
  type Scenario,
  type TestContext,
} from '../shared/kit.ts'
import { chartValues } from '../../cluster/chart-values.ts'
import { keepReporting } from './absent-controllers.ts'
import { diagnose, isHealthy } from './adopt-diagnosis.ts'

/** Their aggregated APIs need the real programs, which other scenarios run; this one has metrics-server's own. */
const unserved: readonly string[] = ['metrics-server', 'keda']

const applicationFile = (cluster: string, addon: string): string => `argocd/${cluster}/application-${addon}.yaml`

/** The tree of Argo CD's own objects, with the add-ons that can be synced here. */
function treeOf(files: Files, cluster: string, addons: readonly string[]): Files {
  const kept = new Set(['root', 'appproject-addons'].map((name) => `argocd/${cluster}/${name}.yaml`))
  for (const name of addons) kept.add(applicationFile(cluster, name))
  return selected(files, (file) => kept.has(file))
}

function sourceOf(files: Files, file: string): { readonly namespace: string; readonly values: unknown } {
  const [application] = objectsIn(files.get(file) ?? '')
  const { destination } = application?.spec as { destination?: { namespace?: string } }
  return { namespace: destination?.namespace ?? '', values: chartValues(application) }
}

/** Kinds first, then what others name, then the rest, as helm installs. */
const order = [
  'CustomResourceDefinition',
  'Namespace',
  'ServiceAccount',
  'Secret',
  'ConfigMap',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'Service',
]
const rank = ({ kind }: KubeObject): number => (order.indexOf(kind) + order.length + 1) % (order.length + 1)

async function install(test: TestContext, files: Files): Promise<void> {
  const { namespace, values } = sourceOf(files, applicationFile(test.cluster.name, 'argo-cd'))
  const folder = test.charts.folders.get('argo-cd') ?? ''
  const args = ['template', 'argo-cd', folder, '--namespace', namespace, '--include-crds', '--values', '-']
  const text = await execText(test.charts.program, args, { input: JSON.stringify(values) })
  test.manualAction('helm install argo-cd, with the values of its Application (npx slipway bootstrap)')
  const objects = objectsIn(text).toSorted((a, b) => rank(a) - rank(b))
  for (const object of objects) {
    const placed = isClusters(object) ? object : { ...object, metadata: { namespace, ...object.metadata } }
    await test.kube.apply(placed, { manager: 'helm' })
  }
}

const clusterKinds = new Set(['CustomResourceDefinition', 'ClusterRole', 'ClusterRoleBinding', 'Namespace'])
const isClusters = ({ kind }: KubeObject): boolean => clusterKinds.has(kind)

const podsIn = (test: TestContext, namespace: string) => test.kube.list(kinds.pod, { namespace })
const isDone = (pod: Live): boolean => pod.status?.phase === 'Succeeded' || isTrue(pod, 'Ready')
const whyNot = (pod: Live) => {
  const said = conditionsOf(pod).find(({ status }) => status === 'False')?.message
  return say`${pod.metadata.name}: ${quote(said ?? pod.status?.phase ?? 'nothing')}`
}

/** All pods of a namespace run, and no controller could not make one. */
async function podsRun(
  test: TestContext,
  namespaces: readonly string[],
  says: string,
  code?: AssertionCode,
): Promise<boolean> {
  return await test.assertSoon(
    says,
    async () => {
      const pods = (await Promise.all(namespaces.map((one) => podsIn(test, one)))).flat()
      const late = pods.filter((pod) => !isDone(pod))
      const short = await shortOf(test, namespaces)
      if (pods.length > 0 && late.length === 0 && short.length === 0) return seen(`${pods.length} pods`)
      return pending(joined([...short, ...late.slice(0, 4).map(whyNot)], ' | '))
    },
    60,
    code,
  )
}

/** Deployments and StatefulSets with too few pods: a refused pod is never made. */
async function shortOf(test: TestContext, namespaces: readonly string[]) {
  const all = await Promise.all(
    namespaces.flatMap((namespace) =>
      ['Deployment', 'StatefulSet'].map((kind) => test.kube.list({ apiVersion: 'apps/v1', kind }, { namespace })),
    ),
  )
  return all.flat().flatMap((workload) => {
    const { kind, metadata, spec, status } = workload
    const [wanted, ready] = [spec?.replicas ?? 1, status?.readyReplicas ?? 0]
    if (wanted === ready) return []
    const refused = conditionOf(workload, 'ReplicaFailure')?.message
    const why = refused === undefined ? '' : say`: ${quote(refused)}`
    return [say`${kind} ${metadata.name} has ${ready} of ${wanted}${why}`]
  })
}

async function run(test: TestContext): Promise<void> {
  const cluster = test.cluster.name
  const addons = [...test.charts.folders.keys()].filter((name) => name !== 'metrics-server')
  const files = test.sabotaged(treeOf(test.estate.files(), cluster, addons))
  if (addons.includes('argo-cd')) {
    await install(test, files)
    const says = 'the chart that bootstrap installs comes up on the first node group alone'
    if (!(await podsRun(test, ['argocd'], says, 'first-nodes'))) return
  } else test.note('the chart of argo-cd is not on this machine, so the first install is not played')
  await test.addPools()
  // The chart has just replaced its CRDs, and the API server opens their storage anew.
  await test.until('the API server to know the kinds of Argo CD', () =>
    Promise.all(
      ['Application', 'ApplicationSet', 'AppProject'].map((kind) =>
        test.kube.list({ apiVersion: 'argoproj.io/v1alpha1', kind }, { namespace: 'argocd' }),
      ),
    ).then(
      () => seen(undefined),
      (error: unknown) => pending((error as Error).message),
    ),
  )
  keepReporting(test)
  await test.commit("Argo CD's own objects, with the add-ons whose charts are here", files)
  test.manualAction(`kubectl apply -f argocd/${cluster}/root.yaml`)
  for (const object of objectsIn(files.get(`argocd/${cluster}/root.yaml`) ?? ''))
    await test.kube.apply(object, { manager: 'kubectl' })
  const wanted = addons.map((name) => `addons-${name}`)
  const came = await test.assertSoon(
    `all ${wanted.length} charts are synced by Argo CD's own helm, and what they make is healthy`,
    async () => {
      const there = new Map(
        (await test.kube.list(kinds.application, { namespace: 'argocd' })).map((one) => [one.metadata.name, one]),
      )
      const bad = wanted.filter((name) => !isWell(name, there.get(name)))
      if (bad.length === 0) return seen(`${wanted.join(', ')}`)
      const why = await Promise.all(
        bad.slice(0, 4).map(async (name) => say`${name}: ${await diagnose(test.kube, there.get(name))}`),
      )
      return pending(say`${wanted.length - bad.length} of ${wanted.length}; ${joined(why, ' | ')}`)
    },
    480,
  )
  if (!came) return
  const namespaces = [
    ...new Set(addons.map((name) => sourceOf(files, applicationFile(cluster, name)).namespace)),
  ].sort()
  await podsRun(test, namespaces, `all pods of the charts run on the nodes of ${cluster}, and admission refuses none`)
}

/** Without its API's program an Application is synced, and its health waits for it. */
const isWell = (name: string, application: Live | undefined): boolean =>
  unserved.some((one) => name === `addons-${one}`)
    ? statusOf(application).sync?.status === 'Synced' && statusOf(application).operationState?.phase === 'Succeeded'
    : isHealthy(application)

const breaks: readonly Sabotage[] = [
  {
    name: 'no-tolerations',
    change: editing(/\/application-argo-cd\.yaml$/, (text) =>
      text.replaceAll('key: CriticalAddonsOnly', 'key: SomethingElse'),
    ),
    noticedBy: 'first-nodes',
  },
]

export const charts: Scenario = {
  name: 'charts',
  needs: [...needs.cluster, 'argocd', 'redis', 'metrics-server'],
  description:
    "From an empty cluster with its first node group, Argo CD's rendered chart comes up, and then syncs the other add-ons' real charts, whose pods all find a node.",
  where: 'last',
  bare: true,
  charts: true,
  onlyNamed: true,
  within: 600,
  run,
  sabotages: breaks,
}
