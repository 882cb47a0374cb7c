import type { SpecPart } from './app.ts'

/** `nightly-report` -> `NIGHTLY_REPORT`. */
const constant = (name: string): string => name.toUpperCase().replaceAll('-', '_')

/** With the address of an app that is called. */
export const urlVariable = (app: string): string => `${constant(app)}_URL`
/** With the address of a queue. */
export const queueVariable = (queue: string): string => `${constant(queue)}_QUEUE_URL`

/** That an app sends to or works on. */
export const queuesOf = (spec: SpecPart): readonly string[] => [
  ...new Set([...(spec.sends ?? []), ...(spec.kind === 'worker' && spec.queue !== undefined ? [spec.queue] : [])]),
]
