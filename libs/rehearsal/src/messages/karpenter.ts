import type { MessageRule } from './message-cause.ts'

export const karpenterRules: readonly MessageRule[] = [
  [/limit/i, () => [{ code: 'pool-at-limit' }]],
  [/no instance type/i, () => [{ code: 'no-instance-type' }]],
  [/NodePool requirements filtered out all/, () => [{ code: 'requirements-filter-all' }]],
]
