import type { RiskCode } from '../../risks/risk.ts'

export interface Explanation {
  /** Why that is a risk, and what to look at before it is taken. */
  readonly why: string
  readonly source: string
  /** The reasons that the rule gives, as `review.json` has them. */
  readonly codes: readonly RiskCode[]
}

export const docs = (page: string): string => `https://kubernetes.io/docs/${page}/`
export const argo = (page: string): string => `https://argo-cd.readthedocs.io/en/stable/${page}/`
export const rollouts = (page: string): string => `https://argo-rollouts.readthedocs.io/en/stable/features/${page}/`
export const istio = (page: string): string => `https://istio.io/latest/docs/${page}/`

export const explain = (why: string, source: string, ...codes: readonly RiskCode[]): Explanation => ({
  why,
  source,
  codes,
})
