import { type Issue, issue } from '@slipway/core'
import type { ClusterCapacity } from './capacity.ts'
import { type Load, loads } from './demand.ts'

const at: Readonly<Record<Load, string>> = {
  fewest: 'at its fewest pods',
  typical: 'at a typical load',
  most: 'when every app has its most pods',
}

/** What does not fit, as issues of the cluster's file: a pool is what has to grow, unless a pod is too large for any. */
export const misfits = (clusters: readonly ClusterCapacity[]): readonly Issue[] =>
  clusters.flatMap(({ cluster, at: found }) => {
    // What does not fit at the fewest does not at the most either; it is told once, at the load where it begins.
    const told = new Set<string>()
    return loads.flatMap((load) =>
      [...new Set(found[load].left.map(({ demand, why }) => `${demand.app}\0${why}`))].flatMap((key) => {
        const [app = '', why = ''] = key.split('\0')
        if (told.has(key)) return []
        told.add(key)
        const pods = found[load].left
          .filter((l) => l.demand.app === app && l.why === why)
          .reduce((sum, l) => sum + l.pods, 0)
        const hint = why.includes('limit')
          ? 'raise the limit of the pool, or lower scale.max of apps'
          : 'add a pool that takes them, or let the app ask for less'
        return [
          issue(
            `fleet/clusters/${cluster}.ts`,
            'nodes.pools',
            'does-not-fit',
            `${app}, ${pods} pods: ${why}`,
            `room for them ${at[load]}`,
            hint,
          ),
        ]
      }),
    )
  })
