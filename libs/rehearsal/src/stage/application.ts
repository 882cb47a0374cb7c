import type { Live } from '../cluster/kube.ts'

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

export const statusOf = (application: Live | undefined): ApplicationStatus =>
  (application?.status ?? {}) as ApplicationStatus

/** What Argo CD and Rollouts say of an app, in one line. */
export function inWords(application: Live | undefined, rollout: Live | undefined): string {
  if (application === undefined) return 'no Application'
  const { sync, health, operationState, conditions } = statusOf(application)
  const parts = [`${sync?.status ?? 'not compared'}, ${health?.status ?? 'health unknown'}`]
  if (health?.message !== undefined) parts.push(health.message)
  if (operationState !== undefined && operationState.phase !== 'Succeeded')
    parts.push(`sync ${operationState.phase ?? 'begun'}: ${operationState.message ?? ''}`)
  for (const { type, message } of conditions ?? []) parts.push(`${type}: ${message}`)
  const status = rollout?.status as { phase?: string; message?: string } | undefined
  if (status?.phase !== undefined)
    parts.push(`Rollout ${status.phase}${status.message === undefined ? '' : `: ${status.message}`}`)
  return parts.join('; ').slice(0, 800)
}
