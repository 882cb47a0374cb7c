import type { MessageRule } from './message-cause.ts'

export const envoyRules: readonly MessageRule[] = [
  [/RBAC: access denied/, () => [{ code: 'access-denied' }]],
  [/fault filter abort/, () => [{ code: 'fault-filter-abort' }]],
  [/no healthy upstream/, () => [{ code: 'no-healthy-upstream' }]],
]
