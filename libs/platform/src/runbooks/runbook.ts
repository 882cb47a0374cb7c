/** The particulars of a runbook; runbook-page.ts makes its frame from the rule. */
export interface Runbook {
  readonly means: string
  /** In this order. */
  readonly looks: readonly [string, string, string]
  readonly actions: readonly string[]
}
