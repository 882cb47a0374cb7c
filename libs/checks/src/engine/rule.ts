import { issue, show, type Issue } from '@slipway/core'
import { atPath, type Item } from '@slipway/kube'
import type { RuleContext } from './rule-context.ts'

/** @param at the wrong field @param got by default the field's value */
export type Report = (item: Item, at: string, want: string, hint: string, got?: string) => void

export interface Rule {
  readonly code: string
  readonly guards: string
  readonly source: string
  /** @param warn for what may be meant */
  readonly check: (cluster: RuleContext, report: Report, warn: Report) => void
}

/** The hint names the source, since nobody changes a rendered file. */
export function apply(rule: Rule, cluster: RuleContext): readonly Issue[] {
  const issues: Issue[] = []
  const reporter =
    (more: Pick<Issue, 'warning'>): Report =>
    (item, at, want, hint, got = show(atPath(item.object, at))) => {
      issues.push({ ...issue(item.path, at, rule.code, got, want, `${hint} (made from ${item.source})`), ...more })
    }
  rule.check(cluster, reporter({}), reporter({ warning: true }))
  return issues
}
