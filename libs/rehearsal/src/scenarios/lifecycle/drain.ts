import type { Live } from '../../cluster/kube.ts'
import { appOf, conditionOf, kinds } from '../../cluster/live.ts'
import { objectsIn } from '../../cluster/objects-in.ts'
import { pending, poll, seen } from '../../pace/poll.ts'
import { hasNoPlace } from '../../pods/pod-place.ts'
import { cause, joined, type Words } from '../../recording/words.ts'
import type { Sabotage, Scenario } from '../../stage/scenario.ts'
import { NoneFits, nameOf, type StagedApp } from '../../stage/staged-app.ts'
import type { TestContext } from '../../stage/test-context.ts'
import { applyStorageClasses } from '../adopt/storage-classes.ts'
import { watchPods, type PodWatch } from '../shared/pod-watch.ts'
import { isReady } from '../shared/pods.ts'
import { editing } from '../shared/sabotages.ts'
import { replace } from './node-drain.ts'

const capacityType = 'karpenter.sh/capacity-type'
const zoneLabel = 'topology.kubernetes.io/zone'

/** More apps prove no more, and every pod is one more eviction. */
const most = 8

const workloads = ['rollout', 'deployment', 'statefulset']

interface Player extends StagedApp {
  /** Its workload as it is committed in the estate, whatever somebody broke on the way into the cluster. */
  readonly meant: Live
}

/** Apps with pods that are there to stay; those with volumes first. */
function players(test: TestContext): readonly Player[] {
  const files = test.estate.files()
  const found = test.apps.flatMap((app): Player[] => {
    const file = workloads.map((kind) => `${app.folder}/${kind}-${app.name}.yaml`).find((name) => files.has(name))
    const [meant] = file === undefined ? [] : objectsIn(files.get(file) ?? '')
    return meant === undefined ? [] : [{ ...app, meant }]
  })
  if (found.length === 0)
    throw new NoneFits(
      `none of these apps has pods that stay: ${test.apps.map(({ name }) => name).join(', ') || 'there is none'}`,
    )
  const stateful = ({ meant }: Player) => (meant.kind === 'StatefulSet' ? 0 : 1)
  return [...found].sort((one, other) => stateful(one) - stateful(other)).slice(0, most)
}

interface Placement {
  readonly nodeSelectorTerms: readonly {
    readonly matchExpressions?: readonly { key: string; values?: readonly string[] }[]
  }[]
}

/** Whether an app may never be on a spot node: it has volumes, or its spec says on-demand. */
export function staysOnDemand(workload: Live): boolean {
  const { template } = workload.spec as {
    template: { spec: { affinity?: { nodeAffinity?: { requiredDuringSchedulingIgnoredDuringExecution?: Placement } } } }
  }
  const terms =
    template.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  const rules = terms.flatMap(({ matchExpressions = [] }) => matchExpressions).filter(({ key }) => key === capacityType)
  return (
    workload.kind === 'StatefulSet' || (rules.length > 0 && rules.every(({ values = [] }) => !values.includes('spot')))
  )
}

const onSpot = (node: Live | undefined) => node?.metadata.labels?.[capacityType] === 'spot'

/** How many pods an app wants: what its controller was told, and no fewer than its autoscaler's least. */
async function wantedBy(test: TestContext, { team, name, meant }: Player): Promise<number> {
  const live = await test.kube.get({ apiVersion: meant.apiVersion, kind: meant.kind, namespace: team, name })
  if (live === undefined) throw new Error(`${team}/${name} has no ${meant.kind} in the cluster yet`)
  const least = [...test.estate.files()]
    .filter(([file]) => file.startsWith(`clusters/${test.cluster.name}/${team}/${name}/`))
    .filter(([file]) => /\/(horizontalpodautoscaler|scaledobject)-/.test(file))
    .flatMap(([, text]) => objectsIn(text))
    .map(({ spec }) => spec as { minReplicas?: number; minReplicaCount?: number })
    .map(({ minReplicas, minReplicaCount }) => minReplicas ?? minReplicaCount ?? 0)
  return Math.max((live.spec as { replicas?: number }).replicas ?? 1, ...least)
}

/** Why pods are not ready, as the scheduler says it. */
function troubles(watch: PodWatch, app: StagedApp): string {
  const words = watch
    .of(app)
    .filter((pod) => !isReady(pod))
    .filter(hasNoPlace)
    .map((pod) => `${pod.metadata.name} has no place: ${conditionOf(pod, 'PodScheduled')?.message ?? ''}`)
  return [...new Set(words)].join('; ').slice(0, 500)
}

function short(watch: PodWatch, apps: readonly Player[], wanted: ReadonlyMap<StagedApp, number>): readonly string[] {
  return apps.flatMap((app) => {
    const ready = watch.of(app).filter(isReady).length
    const want = wanted.get(app) ?? 1
    if (ready >= want) return []
    const why = troubles(watch, app)
    return [`${nameOf(app)} has ${ready} of ${want} pods ready${why === '' ? '' : ` (${why})`}`]
  })
}

/** Every node that apps run on is replaced, one after the other. */
async function drainAll(
  test: TestContext,
  watch: PodWatch,
  apps: readonly Player[],
  wanted: ReadonlyMap<StagedApp, number>,
): Promise<void> {
  const began = test.recorder.at()
  const nodes = watch.nodes().filter(({ metadata }) => metadata.labels?.['slipway.dev/nodes'] !== 'system')
  const uncovered = apps.filter((app) => (wanted.get(app) ?? 1) > 1 && watch.budgetOf(app) === undefined)
  for (const app of apps.filter((each) => wanted.get(each) === 1 && watch.budgetOf(each) === undefined)) {
    test.note(`${nameOf(app)} has one pod and no PodDisruptionBudget: it is away while its node is drained`, app)
  }
  test.assert(
    'every app with more than one pod has a budget',
    uncovered.length === 0,
    uncovered.length === 0
      ? apps.map((app) => `${nameOf(app)}: ${watch.budgetOf(app)?.metadata.name ?? 'one pod, none'}`).join(', ')
      : joined(uncovered.map((app) => cause('no-budget', { app: nameOf(app), pods: wanted.get(app) ?? 0 }))),
  )
  const least = watch.keepLeast(apps, wanted)
  const stuck = new Map<string, Words>()
  let empty = 0
  for (const node of nodes) {
    const started = test.recorder.at()
    const drained = await replace(test, watch, node)
    if (drained.stuck !== undefined) stuck.set(drained.stuck.text, drained.stuck)
    if (drained.moved === 0 && drained.stuck === undefined) empty += 1
    else {
      const how = drained.stuck === undefined ? 'drained' : 'not drained'
      test.recorder.record(
        'node',
        `node ${node.metadata.name} ${how}: ${drained.moved} pods moved in ${(test.recorder.at() - started).toFixed(1)} s`,
      )
    }
  }
  const took = (test.recorder.at() - began).toFixed(1)
  test.assert(
    'every node could be drained',
    stuck.size === 0,
    stuck.size === 0 ? `${nodes.length} nodes in ${took} s, ${empty} of them empty` : joined([...stuck.values()]),
  )
  const below = [...least].filter(([app, { ready, floor }]) => (wanted.get(app) ?? 1) > 1 && ready < floor)
  test.assert(
    'no app was ever below its budget while nodes were drained',
    below.length === 0,
    below.length === 0
      ? [...least]
          .map(
            ([app, { ready, floor }]) =>
              `${nameOf(app)} at least ${ready} of ${wanted.get(app) ?? 1} ready (budget: ${floor})`,
          )
          .join(', ')
      : below
          .map(
            ([app, { at, ready, floor, budget }]) =>
              `${nameOf(app)} had ${ready} of ${wanted.get(app) ?? 1} pods ready at ${at.toFixed(1)} s, ` +
              (budget === undefined
                ? `no PodDisruptionBudget covers them, ${floor} would be right`
                : `PodDisruptionBudget ${budget} wants ${floor}`),
          )
          .join('; '),
  )
}

/** Deletes every spot node with all of its pods. */
async function loseSpot(test: TestContext, watch: PodWatch): Promise<{ nodes: number; pods: number }> {
  const nodes = watch.nodes().filter(onSpot)
  const names = new Set(nodes.map(({ metadata }) => metadata.name))
  const pods = watch.all().filter(({ spec }) => names.has((spec as { nodeName?: string }).nodeName ?? ''))
  test.manualAction(`all ${nodes.length} spot nodes are gone at once, with ${pods.length} pods`)
  await Promise.all(nodes.map(({ metadata }) => test.kube.delete({ ...kinds.node, name: metadata.name })))
  await Promise.all(
    pods.map(({ metadata: { namespace, name } }) =>
      test.kube.delete({ ...kinds.pod, namespace, name }, { graceSeconds: 0 }),
    ),
  )
  return { nodes: nodes.length, pods: pods.length }
}

async function spotGone(
  test: TestContext,
  watch: PodWatch,
  apps: readonly Player[],
  wanted: ReadonlyMap<StagedApp, number>,
): Promise<void> {
  if (!watch.nodes().some(onSpot)) {
    test.note(`${test.cluster.name} has no spot nodes: nothing can be interrupted`)
    return
  }
  const steady = apps.filter(({ meant }) => staysOnDemand(meant))
  const before = new Set(steady.flatMap((app) => watch.of(app).map(({ metadata }) => metadata.uid)))
  // Several pods may be away here: no budget holds a cloud back. What counts is who is, and for how long.
  const least = watch.keepLeast(apps, new Map())
  const at = test.recorder.at()
  const lost = await loseSpot(test, watch)
  await test.assertSoon(
    'every app is full again after all spot nodes are gone',
    async () => {
      const missing = short(watch, apps, wanted)
      const seconds = (test.recorder.at() - at).toFixed(1)
      if (missing.length > 0 || watch.nodes().some(onSpot)) return pending(missing.join('; '))
      return seen(`${lost.pods} pods came back in ${seconds} s`)
    },
    40,
  )
  const gone = steady.filter(
    (app) =>
      (least.get(app)?.ready ?? 0) < (wanted.get(app) ?? 1) ||
      !watch.of(app).some(({ metadata }) => before.has(metadata.uid)),
  )
  test.assert(
    'apps on on-demand nodes served on',
    gone.length === 0,
    gone.length === 0
      ? `${steady.map((app) => `${nameOf(app)} kept its pods`).join(', ') || 'no app asks for on-demand nodes'}`
      : gone
          .map(
            (app) =>
              `${nameOf(app)} was down to ${least.get(app)?.ready ?? 0} of ${wanted.get(app) ?? 1} pods: they were on spot nodes. ${troubles(watch, app)}`,
          )
          .join('; '),
  )
  for (const app of apps.filter((each) => !steady.includes(each) && least.get(each)?.ready === 0)) {
    test.note(`${nameOf(app)} had no pod ready for a moment: all of them were on spot`, app)
  }
  const heaped = apps.flatMap((app) => {
    const pods = watch.of(app).filter(isReady)
    const zones = new Set(pods.map((pod) => watch.node(pod)?.metadata.labels?.[zoneLabel]))
    const want = Math.min(2, pods.length, test.cluster.zones.length)
    return zones.size >= want ? [] : [`all ${pods.length} pods of ${nameOf(app)} are in ${[...zones].join(', ')}`]
  })
  test.assert(
    'apps are spread over zones where they landed',
    heaped.length === 0,
    heaped.length > 0
      ? heaped.join('; ')
      : apps
          .map((app) => {
            const zones = watch
              .of(app)
              .filter(isReady)
              .map((pod) => watch.node(pod)?.metadata.labels?.[zoneLabel] ?? '?')
            return `${nameOf(app)}: ${[...new Set(zones)]
              .sort()
              .map((zone) => `${zones.filter((each) => each === zone).length} in ${zone}`)
              .join(', ')}`
          })
          .join('; '),
  )
}

async function run(test: TestContext): Promise<void> {
  const apps = players(test)
  const left = test.apps.length - apps.length
  if (left > 0)
    test.note(
      `played with ${apps.map(nameOf).join(', ')}; ${left} more of this cluster are not: no pods that stay, or more than ${most} apps`,
    )
  const watch = watchPods(test)
  const strays = new Map<string, string>()
  watch.placed((pod) => {
    const app = apps.find(
      ({ team, name, meant }) => staysOnDemand(meant) && pod.metadata.namespace === team && appOf(pod) === name,
    )
    if (app !== undefined && onSpot(watch.node(pod)))
      strays.set(nameOf(app), `${pod.metadata.name} of ${nameOf(app)} is on ${watch.node(pod)?.metadata.name ?? '?'}`)
  })
  try {
    await applyStorageClasses(test, test.estate.files())
    await test.commit('the tree as it is committed', test.tree(test.estate.files(), apps))
    await test.install(apps)
    for (const app of apps) await test.reach(app, { sync: 'Synced', within: 90 })
    const wanted = new Map<StagedApp, number>()
    await poll(
      async () => {
        for (const app of apps) wanted.set(app, await wantedBy(test, app))
        const missing = short(watch, apps, wanted)
        return missing.length === 0 ? seen(undefined) : pending(missing.join('; '))
      },
      { what: 'all pods to be ready', within: 90, signal: test.signal },
    )
    test.note(`all pods are ready: ${apps.map((app) => `${nameOf(app)} ${wanted.get(app) ?? 1}`).join(', ')}`)
    await drainAll(test, watch, apps, wanted)
    await test.assertSoon(
      'every app is full again after the drains',
      () => {
        const missing = short(watch, apps, wanted)
        return missing.length > 0 ? pending(missing.join('; ')) : seen('all pods ready')
      },
      40,
    )
    await spotGone(test, watch, apps, wanted)
    test.assert(
      'what has volumes or asks for on-demand never ran on spot',
      strays.size === 0,
      strays.size === 0
        ? apps
            .filter(({ meant }) => staysOnDemand(meant))
            .map(nameOf)
            .join(', ') || 'no app asks for it'
        : cause('may-run-on-spot', { pods: [...strays.values()] }),
    )
  } finally {
    watch.stop()
  }
}

const noBudget: Sabotage = {
  name: 'no-budget',
  change: editing(/\/poddisruptionbudget-/, () => undefined),
  noticedBy: { causes: [{ code: 'no-budget' }] },
}
const budgetThatBlocks: Sabotage = {
  name: 'budget-that-blocks',
  change: editing(/\/poddisruptionbudget-/, (text) => text.replace(/maxUnavailable: \S+/, 'maxUnavailable: 0')),
  noticedBy: { causes: [{ code: 'budget-blocks', rule: 'maxUnavailable 0' }] },
}
const statefulOnSpot: Sabotage = {
  name: 'stateful-on-spot',
  change: editing(/\/statefulset-/, (text) => text.replace(/^(\s+- )on-demand$/m, '$1spot')),
  noticedBy: { causes: [{ code: 'may-run-on-spot' }] },
}

export const drain: Scenario = {
  name: 'drain',
  description:
    'Nodes drained one by one never take an app below its budget; when all spot nodes go at once, its pods land where the placement rules say.',
  where: 'last',
  readyAfter: 2,
  run,
  sabotages: [noBudget, budgetThatBlocks, statefulOnSpot],
}
