import type { Live } from '../../cluster/kube.ts'
import type { Break, Scenario } from '../../stage/scenario.ts'
import type { Stage } from '../../stage/stage.ts'
import { editingIfThere } from '../shared/breaks.ts'
import { karpenterWords } from './karpenter-words.ts'
import { countsInWords, vanish, zoneOf } from './machines-lost.ts'
import { nodesInWords } from '../lifecycle/node-watch.ts'
import { watchPods, type PodWatch } from '../shared/pod-watch.ts'
import { isReady } from '../shared/pods.ts'
import { replicasOf, requestScaled, type ScaledApp } from './scale-apps.ts'
import { deployedAtLeast, grownBy } from './scale-least.ts'

const times = 3

/** The zones of an app's pods that run on a machine that there is, with how many: a pod whose machine is gone calls itself ready for a while. */
function zonesOf(watch: PodWatch, app: ScaledApp): ReadonlyMap<string, number> {
  const zones = new Map<string, number>()
  for (const pod of watch.of(app).filter((each) => isReady(each) && watch.node(each) !== undefined)) {
    zones.set(zoneOf(watch.node(pod)), (zones.get(zoneOf(watch.node(pod))) ?? 0) + 1)
  }
  return zones
}
const sum = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((all, count) => all + count, 0)

/** Pools that have machines in one zone only. */
async function narrowPools(stage: Stage): Promise<readonly string[]> {
  const pools = await stage.kube.list({ apiVersion: 'karpenter.sh/v1', kind: 'NodePool' })
  return pools.flatMap(({ metadata: { name }, spec }) => {
    const { requirements } = (
      spec as { template: { spec: { requirements: readonly { key: string; values: readonly string[] }[] } } }
    ).template.spec
    const zones = requirements.find(({ key }) => key === 'topology.kubernetes.io/zone')?.values ?? []
    return zones.length === 1 ? [`NodePool ${name} has machines in ${zones.join('')} only`] : []
  })
}

const oneZone: Break = {
  name: 'pools-of-one-zone',
  change: editingIfThere(/\/nodepool-/, (text) =>
    text.replace(
      /(key: topology\.kubernetes\.io\/zone\n\s+operator: In\n\s+values:\n)( +- \S+\n)(?: +- \S+\n)*/,
      '$1$2',
    ),
  ),
  says: /NodePool \S+ has machines in \S+ only/,
}

export const scaleZone: Scenario = {
  name: 'scale-zone',
  proves:
    'All machines of a zone are gone at once and no new ones can be had there: the others serve on, and the app is full again in the other zones.',
  where: 'last',
  onlyNamed: true,
  scales: true,
  within: 400,
  play: async (stage) => {
    const app = requestScaled(stage)
    const watch = watchPods(stage)
    try {
      if (!(await deployedAtLeast(stage, watch, app))) return
      const many = await grownBy(stage, watch, app, times)
      if (many === undefined) return
      const before = zonesOf(watch, app)
      const [[zone, most] = ['', 0]] = [...before].sort(([, one], [, other]) => other - one)
      // How evenly is not promised (docs/field-notes.md K7).
      stage.claim(
        'its pods are in several zones',
        before.size > 1,
        [countsInWords(before), ...(before.size > 1 ? [] : await narrowPools(stage))].join('; '),
      )
      const lost: readonly Live[] = watch.nodes().filter((node) => zoneOf(node) === zone)
      await stage.machines.offer((offering) => offering.zone !== zone)
      stage.hand(`zone ${zone} is lost: ${nodesInWords(lost)} with ${most} of ${many} pods, and none can be had there`)
      const began = stage.recorder.at()
      await vanish(stage, watch, lost)
      let missing = 0
      const full = await stage.claimSoon(
        'the app has all of its pods again, in other zones',
        async () => {
          const now = zonesOf(watch, app)
          // An HPA may find meanwhile that a tenth fewer or more are enough.
          const wanted = replicasOf(await stage.rollout(app))
          missing = Math.max(missing, Math.min(wanted, many) - sum(now))
          const after = `${sum(now)} of ${wanted} pods serve: ${countsInWords(now)}; nodes: ${nodesInWords(watch.nodes())}`
          if (sum(now) === wanted && !now.has(zone) && watch.of(app).length === wanted)
            return `${after}, ${(stage.recorder.at() - began).toFixed(1)} s after`
          return `not yet: ${after}; ${await karpenterWords(stage, watch, app)}`
        },
        150,
      )
      if (!full) return
      stage.claim(
        'those in the other zones served on: nobody sent them away',
        missing <= most,
        `at most ${missing} of ${many} were missing, and ${most} were in the lost zone; ${watch.budgetOf(app) === undefined ? 'no PodDisruptionBudget covers it' : 'by its PodDisruptionBudget'}`,
      )
      const there = watch.nodes().filter((node) => zoneOf(node) === zone)
      stage.claim(
        'Karpenter started no machine in the lost zone',
        there.length === 0,
        there.length === 0 ? 'none' : nodesInWords(there),
      )
    } finally {
      watch.stop()
    }
  },
  breaks: [oneZone],
}
