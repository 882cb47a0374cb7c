import type { Chart } from 'cdk8s'
import type { KubeObject } from '@slipway/core'

/** The app and cluster that `extra.ts` runs for. */
export interface ExtraContext {
  readonly app: string
  readonly team: string
  readonly kind: string
  readonly environment: string
  readonly cluster: string
  readonly region: string
  readonly account: string
}

/** The escape hatch `apps/<app>/extra.ts`. Its functions must be pure; their output passes the same checks as everything else. */
export interface Extra {
  /** More objects for the app's folder; `metadata.namespace` is the team's unless given. */
  readonly add?: (context: ExtraContext) => readonly KubeObject[]
  /** Returns each generated object, changed or not. Kind and name must stay. */
  readonly patch?: (object: KubeObject, context: ExtraContext) => KubeObject
  /** Adds cdk8s constructs to a chart in the team's namespace: `new ConfigMap(chart, 'notes', { ... })`. */
  readonly build?: (chart: Chart, context: ExtraContext) => void
}

/** Types an app's `extra.ts`; returns its argument. */
export const defineExtra = (extra: Extra): Extra => extra
