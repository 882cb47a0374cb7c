import type { Live } from '../cluster/kube.ts'
import { isFalse } from '../cluster/live.ts'

export const poolOf = ({ metadata }: Live): string => metadata.labels?.['karpenter.sh/nodepool'] ?? 'no pool'

export const hasNoPlace = (pod: Live): boolean => isFalse(pod, 'PodScheduled')
