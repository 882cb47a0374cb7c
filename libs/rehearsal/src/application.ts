import type { Live } from './kube.ts'

export interface SyncedResource {
  readonly group?: string
  readonly version?: string
  readonly kind: string
  readonly namespace?: string
  readonly name: string
  readonly status?: string
  readonly message?: string
  readonly requiresPruning?: boolean
}

/** What Argo CD reports of an Application, as far as a rehearsal asks; any part may not be there yet. */
export interface ApplicationStatus {
  readonly sync?: { readonly status?: string; readonly revision?: string }
  readonly health?: { readonly status?: string; readonly message?: string }
  readonly operationState?: {
    readonly phase?: string
    readonly message?: string
    readonly startedAt?: string
    readonly finishedAt?: string
    readonly retryCount?: number
    readonly operation?: { readonly sync?: { readonly autoHealAttemptsCount?: number } }
    readonly syncResult?: { readonly revision?: string; readonly resources?: readonly SyncedResource[] }
  }
  readonly resources?: readonly SyncedResource[]
  readonly conditions?: readonly { readonly type: string; readonly message: string }[]
  readonly history?: readonly unknown[]
  readonly reconciledAt?: string
}

export const statusOf = (application: Live | undefined): ApplicationStatus => (application?.status ?? {}) as ApplicationStatus
