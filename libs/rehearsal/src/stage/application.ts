import type { Live } from '../cluster/kube.ts'
import { quote } from '../messages/quote.ts'
import { joined, say, shortened, words, type Said, type Words } from '../recording/words.ts'

interface SyncedResource {
  readonly group?: string
  readonly version?: string
  readonly kind: string
  readonly namespace?: string
  readonly name: string
  readonly status?: string
  readonly message?: string
  readonly requiresPruning?: boolean
  /** The phase of a hook. */
  readonly hookPhase?: string
}

/** Any part may be missing. */
export type ApplicationStatus = {
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

export const isSyncedAndHealthy = (application: Live | undefined): boolean => {
  const { sync, health } = statusOf(application)
  return sync?.status === 'Synced' && health?.status === 'Healthy'
}

export function describeApp(application: Live | undefined, rollout?: Live): Words {
  if (application === undefined) return words('no Application')
  const { sync, health, operationState, conditions } = statusOf(application)
  const parts: Said[] = [`${sync?.status ?? 'not compared'}, ${health?.status ?? 'health unknown'}`]
  if (health?.message !== undefined) parts.push(quote(health.message))
  if (operationState !== undefined && operationState.phase !== 'Succeeded')
    parts.push(say`sync ${operationState.phase ?? 'begun'}: ${quote(operationState.message ?? '')}`)
  for (const { type, message } of conditions ?? []) parts.push(say`${type}: ${quote(message)}`)
  const { phase, message } = rollout?.status ?? {}
  if (phase !== undefined) parts.push(say`Rollout ${phase}${message === undefined ? '' : say`: ${quote(message)}`}`)
  return shortened(joined(parts), 800)
}
