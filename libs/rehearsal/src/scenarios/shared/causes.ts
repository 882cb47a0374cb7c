import type { Live } from '../../cluster/kube.ts'
import { quote } from '../../messages/quote.ts'
import { cause, joined, say, words, type Said, type Words } from '../../recording/words.ts'
import { statusOf } from '../../stage/application.ts'

const specOf = (application: Live | undefined) => application?.spec ?? {}

export function differences(application: Live | undefined): Words {
  const different = (statusOf(application).resources ?? [])
    .filter(({ status, requiresPruning }) => status === 'OutOfSync' || requiresPruning === true)
    .map(({ kind, name, requiresPruning }) =>
      cause(requiresPruning === true ? 'no-longer-in-git' : 'out-of-sync', { kind, name }),
    )
  return different.length === 0 ? words('no difference') : joined(different)
}

export function whyFrozen(application: Live | undefined): Words {
  const { syncPolicy } = specOf(application)
  const { operationState } = statusOf(application)
  const respects = syncPolicy?.syncOptions?.includes('RespectIgnoreDifferences=true') === true
  return joined([
    respects ? cause('ignored-is-kept') : undefined,
    operationState?.phase === 'Running'
      ? say`a sync is still going on: ${quote(operationState.message ?? '')}`
      : undefined,
  ])
}

export function whyFought(application: Live | undefined): Said {
  const ignored = (specOf(application).ignoreDifferences ?? [])
    .filter(({ kind }) => kind === 'VirtualService')
    .flatMap(({ jqPathExpressions = [], jsonPointers = [] }) => [...jqPathExpressions, ...jsonPointers])
  return ignored.some((path) => path.endsWith('.weight')) ? '' : cause('weights-not-ignored')
}

export function whyNotHealed(application: Live | undefined): Said {
  if (application === undefined) return ''
  const { automated } = specOf(application).syncPolicy ?? {}
  if (automated === undefined) return cause('no-auto-sync')
  return automated.selfHeal === true ? '' : cause('self-heal-off')
}

export const because = (found: Said, why: Said): Said =>
  words(why).text === '' ? found : say`${found}; the cause: ${why}`
