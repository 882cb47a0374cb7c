import {
  deployed,
  nameOf,
  needs,
  never,
  pending,
  poolOf,
  say,
  seen,
  stopwatch,
  synced,
  watchPods,
  type Live,
  type Scenario,
} from '../shared/kit.ts'
import { applyNodePools } from '../lifecycle/node-pools.ts'
import { claimEvicted, nodesInWords, roomOf, watchNodes } from '../lifecycle/node-watch.ts'
import { cpuLoad } from './cpu-load.ts'
import { ask, cpuScaled, requestScaled, scalingScenario, type ScaledApp } from './scale-apps.ts'
import { hasEnough, hasItsLeast, hasPods, stayingWords } from './scale-least.ts'
import { scaleLoadBreaks } from './scale-sabotages.ts'

/** Enough to need more nodes. */
function howMuchMore(apps: readonly ScaledApp[], nodes: readonly Live[]): number {
  const least = apps.reduce((sum, { min, cpu }) => sum + min * cpu, 0)
  const most = Math.min(...apps.map(({ min, max }) => Math.floor(max / min)))
  return Math.max(2, Math.min(most, Math.ceil((roomOf(nodes) * 1.1) / least)))
}

export const scaleLoad: Scenario = {
  name: 'scale-load',
  ...scalingScenario,
  needs: [...needs.scaled, 'metrics-server'],
  description:
    'When load comes, autoscalers add pods and Karpenter nodes of the right pool for them; when it goes, both go, and no budget is broken.',
  within: 500,
  run: async (test) => {
    const [busy, asked] = [cpuScaled(test), requestScaled(test)]
    const apps = [busy, asked]
    const watch = watchPods(test)
    const nodes = watchNodes(test, watch, new Set(apps.map(({ team }) => team)))
    const work = cpuLoad(test, watch, busy)
    // Slightly less than so many pods can do: an HPA tolerates a tenth.
    const load = (pods: number) => {
      work.set(busy.min * pods * busy.cpu * busy.target)
      ask(test, asked, pods)
    }
    await applyNodePools(test)
    load(0.5)
    await deployed(test, apps, test.tree(test.estate.files(), apps), synced)
    for (const app of apps) {
      if (!(await hasItsLeast(test, watch, app))) return
    }
    const [before, times] = [watch.nodes(), howMuchMore(apps, watch.nodes())]
    nodes.begin(apps)
    test.manualAction(
      `load for ${times} times as many pods: ${nameOf(busy)} by CPU, ${nameOf(asked)} by requests; nodes: ${nodesInWords(before)}`,
    )
    const passed = stopwatch(test)
    load(times)
    for (const app of apps) {
      if (!(await hasEnough(test, watch, app, app.min * times, 90))) return
    }
    const added = watch.nodes().filter(({ metadata }) => !before.some((node) => node.metadata.uid === metadata.uid))
    test.assert(
      'pods had no place until Karpenter had added nodes',
      nodes.mostPending() > 0 && added.length > 0,
      `${nodes.mostPending()} pods waited at once; added: ${nodesInWords(added)}; all had a place ${passed()} s after the load came`,
    )
    const { pools, onDemandShare = 'none' } = test.cluster.nodes
    const [first, ...others] = pools
      .filter(({ system }) => !system)
      .sort((one, other) => (other.weight ?? 10) - (one.weight ?? 10))
    const meant = first?.name ?? ''
    // Of pods that keep a share on on-demand, that share starts on-demand nodes; how many pods it is, scale-share
    // counts.
    const kept = others
      .filter(({ capacity }) => capacity === 'on-demand' && onDemandShare !== 'none')
      .map(({ name }) => name)
    const right = [...new Set(added.map(poolOf))]
    test.assert(
      kept.length === 0
        ? `they are of the pool with the greatest weight, ${meant}`
        : `they are of the pool with the greatest weight, ${meant}, and for the share of ${onDemandShare} of ${kept.join(', ')}`,
      right.includes(meant) && right.every((pool) => pool === meant || kept.includes(pool ?? '')),
      nodesInWords(added),
    )

    test.manualAction('load as it was')
    const calm = stopwatch(test)
    load(0.5)
    for (const app of apps) await hasPods(test, watch, app, `${nameOf(app)} is back at its least, ${app.min}`, 150)
    await test.assertSoon(
      'Karpenter takes away the nodes that are not needed any more',
      async () => {
        const now = watch.nodes()
        const words = nodesInWords(now)
        const { why, forGood } = await stayingWords(test, watch, apps)
        // Empty nodes may go in spite of a budget.
        if (forGood) return never(say`${words}; ${why}`)
        // Karpenter may end with a node per pod of the minimum.
        if (now.length <= Math.max(before.length, ...apps.map(({ min }) => min)))
          return seen(`${words}, ${calm()} s after the load went`)
        return pending(say`${words}, and before the load ${nodesInWords(before)}; ${why}`)
      },
      180,
    )
    claimEvicted(test, nodes, 0)
    const below = apps.filter((app) => nodes.least(app) < app.min - 1)
    test.assert(
      'no app had fewer pods ready than its least, but for the one that its budget lets go',
      below.length === 0,
      apps
        .map(
          (app) =>
            `${nameOf(app)}: never fewer than ${nodes.least(app)} ready, and ${watch.budgetOf(app) === undefined ? 'no PodDisruptionBudget' : 'a PodDisruptionBudget'}`,
        )
        .join('; '),
    )
  },
  sabotages: scaleLoadBreaks,
}
