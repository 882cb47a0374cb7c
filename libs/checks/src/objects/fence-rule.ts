import { platformTeam, type Fleet } from '@slipway/fleet'
import { breaches, type Constraint, type Item, type Judged, keepsAll, memoized } from '@slipway/kube'
import { teamLists } from '@slipway/model'
import { fence, type FenceName, type FencePart } from '@slipway/model/fence'
import { show } from '@slipway/core'
import type { Rule } from '../engine/rule.ts'
import { hintAt } from './spec-words.ts'
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

const untold = Object.values(fence).flatMap(({ constraints }) => constraints.filter(({ told }) => told === undefined))
const isOf =
  (kind: string) =>
  ({ kinds }: Constraint): boolean =>
    kinds.length === 0 || kinds.includes(kind)

/** The whole fence around a kind, as one question each to the object and to its pod template. */
const askedOf = (all: readonly Constraint[]) => ({
  object: keepsAll(all.filter((one) => one.of === 'object')),
  template: keepsAll(all.filter((one) => one.of === 'template')),
})
const wholeFence = new Map<string, ReturnType<typeof askedOf>>()
function keepsFence(kind: string, object: unknown, template: unknown, judged: Judged): boolean {
  const asked = wholeFence.get(kind) ?? askedOf(untold.filter(isOf(kind)))
  wholeFence.set(kind, asked)
  return asked.object(object, judged) && asked.template(template, judged)
}

/** The teams' objects in a folder that some part of the fence refuses. */
const stoppedItems = memoized((cluster: RuleContext) =>
  cluster.items.flatMap((item) => {
    const judged = isOfTeam(item) ? judgedOf(item.team, cluster) : undefined
    if (judged === undefined) return []
    const workload = cluster.workload(item)
    return keepsFence(item.kind, item.object, workload?.template, judged) ? [] : [{ item, judged, workload }]
  }),
)

/** One part of the fence (libs/model/src/fence) as a rule. */
export function fenceRule(name: FenceName): Rule {
  const { guards, constraints: all }: FencePart = fence[name]
  const constraints = all.filter(({ told }) => told === undefined)
  return {
    code: `team-${name}`,
    guards,
    source: 'docs/teams.md; the same table makes the admission policies of each cluster',
    check: (cluster, report) => {
      for (const { item, judged, workload } of stoppedItems(cluster)) {
        for (const constraint of constraints.filter(isOf(item.kind))) {
          const [root, where] =
            constraint.of === 'object' ? [item.object, ''] : [workload?.template, workload?.at ?? '']
          for (const { at, value } of breaches(constraint, root, where, judged))
            report(item, at, constraint.want, hintAt(at, constraint.hint).replaceAll('<team>', item.team), show(value))
        }
      }
    },
  }
}
