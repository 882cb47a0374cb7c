import type { Call } from './traffic.ts'

/** The app that a call names; `undefined` for an outside host. */
export const calledApp = (call: Call): string | undefined =>
  typeof call === 'string' ? call : 'app' in call ? call.app : undefined
