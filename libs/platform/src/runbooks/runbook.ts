/** What a person who is woken needs; its frame is made from the rule (runbook-page.ts). */
export interface Runbook {
  readonly means: string
  /** In this order. */
  readonly looks: readonly [string, string, string]
  readonly actions: readonly string[]
}
