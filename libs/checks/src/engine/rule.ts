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
export function apply(rules: readonly Rule[], cluster: RuleContext): readonly Issue[] {
  const issues: Issue[] = []
  let code = ''
  const reporter =
    (more: Pick<Issue, 'warning'>): Report =>
    (item, at, want, hint, got = show(atPath(item.object, at))) => {
      issues.push({ ...issue(item.path, at, code, got, want, `${hint} (made from ${item.source})`), ...more })
    }
  const [report, warn] = [reporter({}), reporter({ warning: true })]
  for (const rule of rules) {
    code = rule.code
    rule.check(cluster, report, warn)
  }
  return issues
}
