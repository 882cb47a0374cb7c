import type { Call } from './traffic.ts'

/** `undefined` for an outside host. */
export const calledApp = (call: Call): string | undefined =>
  typeof call === 'string' ? call : 'app' in call ? call.app : undefined
