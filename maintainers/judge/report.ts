import { formatIssues, issue, type Issue } from '@slipway/core'
import type { Waiver } from './waivers.ts'
import type { Verdict } from './compare.ts'
import { objectId, type Finding } from './finding.ts'
import type { InTree } from './tree.ts'

/** Findings of one check that are printed. The rest is counted, since they usually have one cause. */
const shown = 3

const table = 'maintainers/judge/waivers.ts'

function findingIssue(finding: Finding, more: number, files: ReadonlyMap<string, string>): Issue {
  return issue(
    files.get(finding.object) ?? 'clusters',
    finding.object,
    `${finding.judge}/${finding.check}`,
    finding.detail.replace(/\s+/g, ' ') + (more > 0 ? ` (and ${more} more like it)` : ''),
    'nothing that this judge finds fault with',
    `correct what renders it, or waive it in ${table}`,
  )
}

const idleIssue = ({ judge, check, scope, says }: Waiver): Issue =>
  issue(
    table,
    `${judge}/${check}`,
    'idle-waiver',
    `a waiver for ${scope}${says === undefined ? '' : ` that says "${says}"`}`,
    'a finding that it answers',
    'take the waiver out: nothing is found any more',
  )

/** Findings without a waiver, waivers without a finding, one line of numbers. */
export function report({ waived, notWaived, idle }: Verdict, objects: readonly InTree[]): string {
  const files = new Map(objects.map(({ cluster, object, file }) => [objectId(cluster, object), file]))
  const byCheck = Map.groupBy(notWaived, ({ judge, check }) => `${judge} ${check}`)
  const issues = [...byCheck.values()].flatMap((findings) => {
    const first = findings.slice(0, shown)
    return first.map((finding, i) =>
      findingIssue(finding, i === first.length - 1 ? findings.length - first.length : 0, files),
    )
  })
  const all = [...issues, ...idle.map(idleIssue)]
  const problems = all.length === 0 ? '' : `${formatIssues(all)}\n\n`
  return `${problems}judge: ${objects.length} objects, ${waived.length} findings waived, ${notWaived.length} not waived\n`
}
