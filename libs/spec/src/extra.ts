import type { Chart } from 'cdk8s'
import type { KubeObject, Outcome } from '@slipway/core'

/** For which `extra.ts` runs. */
export interface ExtraContext {
  readonly app: string
  readonly team: string
  readonly kind: string
  readonly environment: string
  readonly cluster: string
  readonly region: string
  readonly account: string
}

/** `apps/<app>/extra.ts`: pure functions, whose output passes the same checks. */
export interface Extra {
  /** More objects; in the team's namespace unless given. */
  readonly add?: (context: ExtraContext) => readonly KubeObject[]
  /** Kind and name must stay. */
  readonly patch?: (object: KubeObject, context: ExtraContext) => KubeObject
  /** cdk8s constructs in the team's namespace: `new ConfigMap(chart, 'notes', { ... })`. */
  readonly build?: (chart: Chart, context: ExtraContext) => void
}

/** An app's `extra.ts` to us: its functions run in the sandbox alone. */
export interface ExtraCode {
  readonly fields: readonly string[]
  /** Hands the export to a module of ours there, with an input. @param via the module's URL */
  readonly run: (via: string, input: unknown) => Outcome<unknown>
}

export const defineExtra = (extra: Extra): Extra => extra
