import { statusOf } from '../../stage/application.ts'
import type { Live } from '../../cluster/kube.ts'

interface Ignored {
  readonly kind?: string
  readonly jqPathExpressions?: readonly string[]
  readonly jsonPointers?: readonly string[]
}

interface ApplicationSpec {
  readonly ignoreDifferences?: readonly Ignored[]
  readonly syncPolicy?: {
    readonly automated?: { readonly selfHeal?: boolean }
    readonly syncOptions?: readonly string[]
  }
}

const specOf = (application: Live | undefined) => (application?.spec ?? {}) as ApplicationSpec

/** Which objects Argo CD finds different from git: `VirtualService catalog`, `ConfigMap x, which is no longer in git`. */
export function differences(application: Live | undefined): string {
  const different = (statusOf(application).resources ?? []).filter(
    ({ status, requiresPruning }) => status === 'OutOfSync' || requiresPruning === true,
  )
  return different
    .map(
      ({ kind, name, requiresPruning }) =>
        `${kind} ${name}${requiresPruning === true ? ', which is no longer in git' : ''}`,
    )
    .join('; ')
}

/** Why what is in git does not get into the cluster; the empty text when nothing is known that would keep it out. */
export function whyFrozen(application: Live | undefined): string {
  const { syncPolicy } = specOf(application)
  const { operationState } = statusOf(application)
  const causes: string[] = []
  if (syncPolicy?.syncOptions?.includes('RespectIgnoreDifferences=true') === true) {
    causes.push(
      'its sync option RespectIgnoreDifferences=true writes the whole live list of routes over the one in git, ' +
        'so that with the weights the rest is kept, too',
    )
  }
  if (operationState?.phase === 'Running') causes.push(`a sync is still going on: ${operationState.message ?? ''}`)
  return causes.join('; ')
}

/** Why Argo CD writes what Rollouts writes, too. */
export function whyFought(application: Live | undefined): string {
  const ignored = (specOf(application).ignoreDifferences ?? [])
    .filter(({ kind }) => kind === 'VirtualService')
    .flatMap(({ jqPathExpressions = [], jsonPointers = [] }) => [...jqPathExpressions, ...jsonPointers])
  return ignored.some((path) => path.endsWith('.weight'))
    ? ''
    : 'the weights are not in its ignoreDifferences, so for Argo CD they are a difference from git'
}

/** Why a change by hand stays. */
export function whyNotHealed(application: Live | undefined): string {
  if (application === undefined) return ''
  const { automated } = specOf(application).syncPolicy ?? {}
  if (automated === undefined) return 'it has no automated sync'
  return automated.selfHeal === true ? '' : 'selfHeal is off in its syncPolicy'
}

/** Words and causes as one text. */
export const because = (words: string, cause: string): string =>
  cause === '' ? words : `${words}; the cause: ${cause}`
