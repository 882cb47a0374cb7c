import { type Issue, show } from '@slipway/core'
import { atPath, type Item } from '@slipway/kube'
import type { RuleContext } from './rule-context.ts'

/** Reports a wrong field: its path, what is wanted, what to do. @param got what was given; by default the field's value */
export type Report = (item: Item, at: string, want: string, hint: string, got?: string) => void

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

/** What one rule finds in one folder. The hint names the source, since nobody changes a rendered file. */
export function apply(rule: Rule, cluster: RuleContext): readonly Issue[] {
  const issues: Issue[] = []
  rule.check(cluster, (item, at, want, hint, got = show(atPath(item.object, at))) => {
    issues.push({ file: item.path, at, code: rule.code, got, want, hint: `${hint} (made from ${item.source})` })
  })
  return issues
}
