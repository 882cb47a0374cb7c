import { type Issue, issue } from '@slipway/core'
import type { ClusterCapacity } from './capacity.ts'
import { loads } from './demand.ts'
import type { Unschedulable, UnschedulableReason } from './pack.ts'
import { reasonText, words } from './words.ts'

interface UnschedulableApp {
  readonly app: string
  readonly reason: UnschedulableReason
  readonly pods: number
}

export function byAppAndReason(pods: readonly Unschedulable[]): readonly UnschedulableApp[] {
  const found = new Map<string, UnschedulableApp>()
  for (const { demand, reason, pods: more } of pods) {
    const key = JSON.stringify([demand.app, reason])
    found.set(key, { app: demand.app, reason, pods: (found.get(key)?.pods ?? 0) + more })
  }
  return [...found.values()]
}

/** Pods that fit at no load are reported at the smallest. */
export const unschedulableIssues = (clusters: readonly ClusterCapacity[]): readonly Issue[] =>
  clusters.flatMap(({ cluster, at }) => {
    const reported = new Set<string>()
    return loads.flatMap((load) =>
      byAppAndReason(at[load].unschedulable).flatMap(({ app, reason, pods }) => {
        const key = JSON.stringify([app, reason])
        if (reported.has(key)) return []
        reported.add(key)
        const got = words.unschedulable(app, pods, reasonText(reason))
        const file = `fleet/clusters/${cluster}.ts`
        return [issue(file, 'nodes.pools', 'does-not-fit', got, words.wanted(load), words.hint[reason.code])]
      }),
    )
  })
