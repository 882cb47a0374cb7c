import type { Call } from './traffic.ts'

/** The app that a call names, or nothing when it goes to an outside host. */
export const calledApp = (call: Call): string | undefined =>
  typeof call === 'string' ? call : 'app' in call ? call.app : undefined
