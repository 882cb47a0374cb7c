import { sortIssues, type Issue, type Rendered } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { indexClusters, type RejectedDigests } from './cluster-index.ts'
import { apply } from './rule.ts'
import { rules } from './rules.ts'

/**
 * Ring 2: every rule over the objects of every cluster. Linear in the number of objects.
 * @param rendered the whole tree; a part of it would miss what the part refers to
 * @param rejected by app, the digests that may run nowhere
 * @returns every issue, its `file` a rendered path and its hint naming the source
 */
export function checkRendered(rendered: readonly Rendered[], fleet: Fleet, rejected?: RejectedDigests): readonly Issue[] {
  return sortIssues(indexClusters(rendered, fleet, rejected).flatMap((cluster) => rules.flatMap((rule) => apply(rule, cluster))))
}
