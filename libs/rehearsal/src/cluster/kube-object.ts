import type { KubeObject } from '@slipway/core'
import type { Spec, Status } from './fields.ts'

export interface Live extends KubeObject {
  readonly metadata: KubeObject['metadata'] & {
    readonly uid?: string
    readonly resourceVersion?: string
    readonly generation?: number
    readonly deletionTimestamp?: string
    readonly creationTimestamp?: string
    readonly managedFields?: readonly ManagedFields[]
    readonly ownerReferences?: readonly {
      readonly kind: string
      readonly name: string
      readonly uid: string
    }[]
  }
  readonly spec?: Spec
  readonly status?: Status
}

interface ManagedFields {
  readonly manager?: string
  readonly subresource?: string
  readonly fieldsV1?: object
  readonly time?: string
}

export interface Ref {
  readonly apiVersion: string
  readonly kind: string
  readonly namespace?: string | undefined
  readonly name: string
}

export type Kind = Pick<Ref, 'apiVersion' | 'kind'>

export interface KubeEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  readonly object: Live
}

export interface KubeRequest {
  readonly method: string
  readonly path: string
  readonly body?: string | undefined
  readonly type?: string | undefined
}
