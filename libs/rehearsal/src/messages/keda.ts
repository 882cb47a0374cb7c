import type { MessageRule } from './message-cause.ts'

/** KEDA repeats what AWS answers. */
export const kedaRules: readonly MessageRule[] = [
  [/QueueDoesNotExist|specified queue does not exist/, () => [{ code: 'queue-missing' }]],
]
