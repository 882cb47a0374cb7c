import {
  appOf,
  cause,
  editing,
  joined,
  nameOf,
  needs,
  NoneFits,
  objectsIn,
  pending,
  poll,
  seen,
  watchPods,
  type PodWatch,
  type Sabotage,
  type Scenario,
  type StagedApp,
  type TestContext,
  type Words,
} from '../shared/kit.ts'
import { applyStorageClasses } from '../adopt/storage-classes.ts'
import { onSpot, short, staysOnDemand, wantedBy, type Player } from './drained-app.ts'
import { replace } from './node-drain.ts'
import { spotGone } from './spot-loss.ts'

/** More apps prove no more. */
const most = 8

const workloads = ['rollout', 'deployment', 'statefulset']

/** Those with volumes first. */
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
  needs: needs.delivery,
  description:
    'Nodes drained one by one never take an app below its budget; when all spot nodes go at once, its pods land where the placement rules say.',
  where: 'last',
  readyAfter: 2,
  run,
  sabotages: [noBudget, budgetThatBlocks, statefulOnSpot],
}
