import type { Issue } from '@slipway/core'
import type { Item } from '@slipway/kube'
import type { RuleContext } from './rule-context.ts'

/** Says what is wrong with an object: the field, what it holds, what is wanted, what to do. */
export type Report = (item: Item, at: string, got: string, want: string, hint: string) => void

/** Something that has to hold for the objects of each cluster. */
export interface Rule {
  /** The name of its issues, and of its file. */
  readonly code: string
  /** What it guards, in one line. */
  readonly guards: string
  /** Where the fact comes from: a page, an issue, a note. */
  readonly source: string
  readonly check: (cluster: RuleContext, report: Report) => void
}

/** What one rule finds in one cluster. The hint names the file that people change, for they never change a rendered one. */
export function apply(rule: Rule, cluster: RuleContext): readonly Issue[] {
  const issues: Issue[] = []
  rule.check(cluster, (item, at, got, want, hint) => {
    issues.push({ file: item.path, at, code: rule.code, got, want, hint: `${hint} (made from ${item.source})` })
  })
  return issues
}
