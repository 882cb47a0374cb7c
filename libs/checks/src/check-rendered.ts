import { sortIssues, type Issue, type Rendered } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { indexClusters } from './cluster-index.ts'
import { apply } from './rule.ts'
import { rules } from './rules.ts'

/**
 * Ring 2: every rule over the objects of every cluster. Linear in the number of objects.
 * @param rendered the whole tree; a part of it would miss what the part refers to
 * @returns every issue, its `file` a rendered path and its hint naming the source
 */
export function checkRendered(rendered: readonly Rendered[], fleet: Fleet): readonly Issue[] {
  return sortIssues(indexClusters(rendered, fleet).flatMap((cluster) => rules.flatMap((rule) => apply(rule, cluster))))
}
