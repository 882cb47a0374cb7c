import { platformTeam } from '@slipway/fleet'
import { breaches, type Constraint, type Item, type Judged } from '@slipway/kube'
import { fence, type FenceName, type FencePart, teamLists } from '@slipway/model'
import { show } from '@slipway/core'
import type { Rule } from '../engine/rule.ts'
import type { RuleContext } from '../engine/rule-context.ts'

/** Whether an object is a team's, by the folder in which it lies. */
export const isOfTeam = (item: Item): boolean =>
  item.tree === 'clusters' && item.team !== '' && item.team !== platformTeam

/** The team of an object and its lists, the same for each object of a folder. */
function judgedOf(cluster: RuleContext): (team: string) => Judged | undefined {
  const known = new Map<string, Judged>()
  return (team) => {
    const found = known.get(team)
    if (found !== undefined || cluster.cluster === undefined) return found
    const judged = { team, lists: teamLists(team, cluster.cluster, cluster.fleet) }
    known.set(team, judged)
    return judged
  }
}

/** One part of the fence (libs/model/src/fence) as a rule. */
export function fenceRule(name: FenceName): Rule {
  const { guards, constraints: all }: FencePart = fence[name]
  const constraints = all.filter(({ told }) => told === undefined)
  const everywhere = constraints.filter(({ kinds }) => kinds.length === 0)
  const byKind = new Map<string, readonly Constraint[]>()
  for (const constraint of constraints)
    for (const kind of constraint.kinds) byKind.set(kind, [...(byKind.get(kind) ?? []), constraint])
  return {
    code: `team-${name}`,
    guards,
    source: 'docs/teams.md; the same table makes the admission policies of each cluster',
    check: (cluster, report) => {
      const judgedAs = judgedOf(cluster)
      for (const item of cluster.items) {
        const judged = isOfTeam(item) ? judgedAs(item.team) : undefined
        if (judged === undefined) continue
        const workload = cluster.workload(item)
        for (const constraint of [...everywhere, ...(byKind.get(item.kind) ?? [])]) {
          const [root, where] =
            constraint.of === 'object' ? [item.object, ''] : [workload?.template, workload?.at ?? '']
          for (const { at, value } of breaches(constraint, root, where, judged))
            report(item, at, constraint.want, constraint.hint.replaceAll('<team>', item.team), show(value))
        }
      }
    },
  }
}
