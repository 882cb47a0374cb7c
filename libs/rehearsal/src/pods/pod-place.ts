import type { Live } from '../cluster/kube.ts'

/** The pool of a node. */
export const poolOf = ({ metadata }: Live): string => metadata.labels?.['karpenter.sh/nodepool'] ?? 'no pool'

/** Whether a pod waits for a place: the scheduler has looked and found none. */
export function hasNoPlace({ status }: Live): boolean {
  const { conditions = [] } = (status ?? {}) as { conditions?: readonly { type: string; status: string }[] }
  return conditions.some((each) => each.type === 'PodScheduled' && each.status === 'False')
}
