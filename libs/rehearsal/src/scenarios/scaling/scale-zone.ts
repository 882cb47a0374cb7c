import {
  budgetWords,
  cause,
  ifThere,
  isReady,
  joined,
  kinds,
  nodePools,
  pending,
  replacing,
  replicasOf,
  say,
  seen,
  stopwatch,
  watchPods,
  type PodWatch,
  type Sabotage,
  type Scenario,
  type TestContext,
  type Words,
} from '../shared/kit.ts'
import { requestScaled, scalingScenario, type ScaledApp } from './scale-apps.ts'
import { nodesInWords } from '../lifecycle/node-watch.ts'
import { karpenterWords } from './karpenter-words.ts'
import { countsInWords, deleteNodes, zoneOf } from './machines-lost.ts'
import { deployedAtLeast, grownBy } from './scale-least.ts'

const times = 3

/** A pod whose machine is gone calls itself ready for a while, so that its node must exist. */
function zonesOf(watch: PodWatch, app: ScaledApp): ReadonlyMap<string, number> {
  const zones = new Map<string, number>()
  for (const pod of watch.of(app).filter((each) => isReady(each) && watch.node(each) !== undefined)) {
    zones.set(zoneOf(watch.node(pod)), (zones.get(zoneOf(watch.node(pod))) ?? 0) + 1)
  }
  return zones
}
const sum = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((all, count) => all + count, 0)

async function narrowPools(test: TestContext): Promise<readonly Words[]> {
  const pools = await test.kube.list(kinds.nodePool)
  return pools.flatMap(({ metadata: { name }, spec }) => {
    const { requirements } = (
      spec as { template: { spec: { requirements: readonly { key: string; values: readonly string[] }[] } } }
    ).template.spec
    const zones = requirements.find(({ key }) => key === 'topology.kubernetes.io/zone')?.values ?? []
    return zones.length === 1 ? [cause('pool-of-one-zone', { pool: name, zone: zones.join('') })] : []
  })
}

const oneZone: Sabotage = {
  name: 'pools-of-one-zone',
  change: ifThere(
    nodePools,
    replacing(
      nodePools,
      /(key: topology\.kubernetes\.io\/zone\n\s+operator: In\n\s+values:\n)( +- \S+\n)(?: +- \S+\n)*/,
      '$1$2',
    ),
  ),
  causes: [{ code: 'pool-of-one-zone' }],
}

export const scaleZone: Scenario = {
  name: 'scale-zone',
  ...scalingScenario,
  description:
    'All machines of a zone are gone at once and no new ones can be had there: the others serve on, and the app is full again in the other zones.',
  within: 400,
  run: async (test) => {
    const app = requestScaled(test)
    const watch = watchPods(test)
    if (!(await deployedAtLeast(test, watch, app))) return
    const many = await grownBy(test, watch, app, times)
    if (many === undefined) return
    const before = zonesOf(watch, app)
    const [[zone, most] = ['', 0]] = [...before].sort(([, one], [, other]) => other - one)
    // Not evenly: docs/field-notes.md K7.
    test.assert(
      'its pods are in several zones',
      before.size > 1,
      joined([countsInWords(before), ...(before.size > 1 ? [] : await narrowPools(test))]),
    )
    const lost = watch.nodes().filter((node) => zoneOf(node) === zone)
    await test.machines.offer((offering) => offering.zone !== zone)
    test.manualAction(
      `zone ${zone} is lost: ${nodesInWords(lost)} with ${most} of ${many} pods, and none can be had there`,
    )
    const passed = stopwatch(test)
    await deleteNodes(test, watch, lost)
    let missing = 0
    const full = await test.assertSoon(
      'the app has all of its pods again, in other zones',
      async () => {
        const now = zonesOf(watch, app)
        // An HPA may want a tenth more or less meanwhile.
        const wanted = replicasOf(await test.rollout(app))
        missing = Math.max(missing, Math.min(wanted, many) - sum(now))
        const after = `${sum(now)} of ${wanted} pods serve: ${countsInWords(now)}; nodes: ${nodesInWords(watch.nodes())}`
        if (sum(now) === wanted && !now.has(zone) && watch.of(app).length === wanted)
          return seen(`${after}, ${passed()} s after`)
        return pending(say`${after}; ${await karpenterWords(test, watch, app)}`)
      },
      150,
    )
    if (!full) return
    test.assert(
      'those in the other zones served on: nobody sent them away',
      missing <= most,
      `at most ${missing} of ${many} were missing, and ${most} were in the lost zone; ${budgetWords(watch, app)}`,
    )
    const there = watch.nodes().filter((node) => zoneOf(node) === zone)
    test.assert('Karpenter started no machine in the lost zone', there.length === 0, nodesInWords(there))
  },
  sabotages: [oneZone],
}
