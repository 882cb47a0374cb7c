import type { SpecPart } from './app.ts'

const constant = (name: string): string => name.toUpperCase().replaceAll('-', '_')

export const urlVariable = (app: string): string => `${constant(app)}_URL`
export const queueVariable = (queue: string): string => `${constant(queue)}_QUEUE_URL`

export const queuesOf = (spec: SpecPart): readonly string[] => [
  ...new Set([...(spec.sends ?? []), ...(spec.kind === 'worker' && spec.queue !== undefined ? [spec.queue] : [])]),
]
