import { platformTeam, type Fleet } from '@slipway/fleet'
import { breaches, type Constraint, type Item, type Judged, memoized } from '@slipway/kube'
import { fence, type FenceName, type FencePart, teamLists } from '@slipway/model'
import { show } from '@slipway/core'
import type { Rule } from '../engine/rule.ts'
import type { RuleContext } from '../engine/rule-context.ts'

/** Whether an object is a team's, by the folder in which it lies. */
export const isOfTeam = (item: Item): boolean =>
  item.tree === 'clusters' && item.team !== '' && item.team !== platformTeam

const judgedIn = memoized((_: Fleet) => new Map<string, Judged>())

/** The team of an object and its lists, the same for all of a team in a cluster. */
function judgedOf(team: string, { cluster, fleet }: RuleContext): Judged | undefined {
  if (cluster === undefined) return undefined
  const known = judgedIn(fleet)
  const key = `${cluster.name} ${team}`
  const judged = known.get(key) ?? { team, lists: teamLists(team, cluster, fleet) }
  known.set(key, judged)
  return judged
}

/** Of a folder, the teams' objects; every part of the fence asks for the same. */
const judgedItems = memoized((cluster: RuleContext) =>
  cluster.items.flatMap((item) => {
    const judged = isOfTeam(item) ? judgedOf(item.team, cluster) : undefined
    return judged === undefined ? [] : [{ item, judged, workload: cluster.workload(item) }]
  }),
)

/** One part of the fence (libs/model/src/fence) as a rule. */
export function fenceRule(name: FenceName): Rule {
  const { guards, constraints: all }: FencePart = fence[name]
  const constraints = all.filter(({ told }) => told === undefined)
  const everywhere = constraints.filter(({ kinds }) => kinds.length === 0)
  const byKind = new Map<string, readonly Constraint[]>()
  for (const kind of new Set(constraints.flatMap(({ kinds }) => kinds)))
    byKind.set(kind, [...everywhere, ...constraints.filter(({ kinds }) => kinds.includes(kind))])
  return {
    code: `team-${name}`,
    guards,
    source: 'docs/teams.md; the same table makes the admission policies of each cluster',
    check: (cluster, report) => {
      for (const { item, judged, workload } of judgedItems(cluster)) {
        for (const constraint of byKind.get(item.kind) ?? everywhere) {
          const [root, where] =
            constraint.of === 'object' ? [item.object, ''] : [workload?.template, workload?.at ?? '']
          for (const { at, value } of breaches(constraint, root, where, judged))
            report(item, at, constraint.want, constraint.hint.replaceAll('<team>', item.team), show(value))
        }
      }
    },
  }
}
