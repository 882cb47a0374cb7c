import type { Chart } from 'cdk8s'
import type { KubeObject } from '@slipway/core'

/** What `extra.ts` is told about the app it adds to. */
export interface ExtraContext {
  readonly app: string
  readonly team: string
  readonly kind: string
  readonly environment: string
  readonly cluster: string
  readonly region: string
  readonly account: string
}

/**
 * The escape hatch: `apps/<app>/extra.ts`. Objects that Slipway has no word for, and changes to the ones it makes. What comes out passes the
 * same checks as everything else. It must be a pure function of its context.
 */
export interface Extra {
  /** More objects for the app's folder; `metadata.namespace` is the team's unless given. */
  readonly add?: (context: ExtraContext) => readonly KubeObject[]
  /** Gets each object that was made and returns it, changed or as it is. Kind and name stay. */
  readonly patch?: (object: KubeObject, context: ExtraContext) => KubeObject
  /** More objects, as constructs of cdk8s, cdk8s-plus or anybody's in a chart of the team's namespace: `new ConfigMap(chart, 'notes', { ... })`. */
  readonly build?: (chart: Chart, context: ExtraContext) => void
}

/** Types an app's `extra.ts`; returns what it is given. */
export const defineExtra = (extra: Extra): Extra => extra
