import { ApiObject, type Chart } from 'cdk8s'

interface Typed {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata?: { readonly name?: string; readonly namespace?: string }
}

/**
 * Adds an object as it stands. Used for pod-carrying kinds and custom resources: cdk8s-plus-27 writes its objects through a whitelist of
 * Kubernetes 1.27 and would drop `preStop.sleep` or native sidecars (FIELD-NOTES 0.2). `T` is the kind's own type.
 */
export function addObject<T extends Typed>(chart: Chart, object: T): void {
  new ApiObject(chart, `${object.kind}-${object.metadata?.name ?? ''}`, { ...object })
}
