import {
  applyStorageClasses,
  appOf,
  budgetThatBlocks,
  cause,
  deployed,
  fileOf,
  joined,
  nameOf,
  needs,
  noBudget,
  none,
  NoneFits,
  objectAt,
  pending,
  replacing,
  seen,
  stopwatch,
  synced,
  watchPods,
  type PodWatch,
  type Sabotage,
  type Scenario,
  type StagedApp,
  type TestContext,
  type Words,
} from '../shared/kit.ts'
import { onSpot, short, staysOnDemand, wantedBy, type Player } from './drained-app.ts'
import { replace } from './node-drain.ts'
import { spotGone } from './spot-loss.ts'

/** More apps prove no more. */
const most = 8

const workloads = ['rollout', 'deployment', 'statefulset']

function players(test: TestContext): readonly Player[] {
  const files = test.estate.files()
  const found = test.apps.flatMap((app) => {
    const meant = workloads.map((kind) => objectAt(files, fileOf(app, kind))).find((found) => found !== undefined)
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
  const took = stopwatch(test)
  const nodes = watch.nodes().filter(({ metadata }) => metadata.labels?.['slipway.dev/nodes'] !== 'system')
  const uncovered = apps.filter((app) => (wanted.get(app) ?? 1) > 1 && watch.budgetOf(app) === undefined)
  for (const app of apps.filter((each) => wanted.get(each) === 1 && watch.budgetOf(each) === undefined)) {
    test.note(`${nameOf(app)} has one pod and no PodDisruptionBudget: it is away while its node is drained`, app)
  }
  test.assert('every app with more than one pod has a budget', uncovered.length === 0, [
    apps.map((app) => `${nameOf(app)}: ${watch.budgetOf(app)?.metadata.name ?? 'one pod, none'}`).join(', '),
    joined(uncovered.map((app) => cause('no-budget', { app: nameOf(app), pods: wanted.get(app) ?? 0 }))),
  ])
  const least = watch.keepLeast(apps, wanted)
  const stuck = new Map<string, Words>()
  let empty = 0
  for (const node of nodes) {
    const passed = stopwatch(test)
    const drained = await replace(test, watch, node)
    if (drained.stuck !== undefined) stuck.set(drained.stuck.text, drained.stuck)
    if (drained.moved === 0 && drained.stuck === undefined) empty += 1
    else {
      const how = drained.stuck === undefined ? 'drained' : 'not drained'
      const text = `node ${node.metadata.name} ${how}: ${drained.moved} pods moved in ${passed()} s`
      test.recorder.record('node', text)
    }
  }
  test.assert('every node could be drained', stuck.size === 0, [
    `${nodes.length} nodes in ${took()} s, ${empty} of them empty`,
    joined([...stuck.values()]),
  ])
  const below = [...least].filter(([app, { ready, floor }]) => (wanted.get(app) ?? 1) > 1 && ready < floor)
  test.assert('no app was ever below its budget while nodes were drained', below.length === 0, [
    joined(
      [...least].map(
        ([app, { ready, floor }]) =>
          `${nameOf(app)} at least ${ready} of ${wanted.get(app) ?? 1} ready (budget: ${floor})`,
      ),
      ', ',
    ),
    joined(
      below.map(([app, { at, ready, floor, budget }]) => {
        const had = `${nameOf(app)} had ${ready} of ${wanted.get(app) ?? 1} pods ready at ${at.toFixed(1)} s`
        return budget === undefined
          ? `${had}, no PodDisruptionBudget covers them, ${floor} would be right`
          : `${had}, PodDisruptionBudget ${budget} wants ${floor}`
      }),
    ),
  ])
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
  await deployed(test, apps, test.tree(test.estate.files(), apps), synced)
  const wanted = new Map<StagedApp, number>()
  const full = async () => {
    for (const app of apps) wanted.set(app, await wantedBy(test, app))
    return none(short(watch, apps, wanted))
  }
  await test.until('all pods to be ready', full, 90)
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
  const steady = apps.filter(({ meant }) => staysOnDemand(meant)).map(nameOf)
  test.assert('what has volumes or asks for on-demand never ran on spot', strays.size === 0, [
    steady.join(', ') || 'no app asks for it',
    cause('may-run-on-spot', { pods: [...strays.values()] }),
  ])
}

const statefulOnSpot: Sabotage = {
  name: 'stateful-on-spot',
  change: replacing(/\/statefulset-/, /^(\s+- )on-demand$/m, '$1spot'),
  causes: [{ code: 'may-run-on-spot' }],
}

export const drain: Scenario = {
  name: 'drain',
  needs: needs.delivery,
  description:
    'Nodes drained one by one never take an app below its budget; when all spot nodes go at once, its pods land where the placement rules say.',
  where: 'last',
  readyAfter: 2,
  run,
  sabotages: [noBudget({ causes: [{ code: 'no-budget' }] }), budgetThatBlocks, statefulOnSpot],
}
