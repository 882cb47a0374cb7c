import { z } from 'zod'
import { duration, label, portName, probePath, span, text } from './field.ts'

const otherPort = portName.describe('the name of one of the ports; "main" by default').optional()

/** How a pod is asked something. */
const question = z.union([
  probePath,
  z.strictObject({ path: probePath, port: otherPort }),
  z.strictObject({ tcp: portName.describe('the name of a port that takes connections, or "main"') }),
  z.strictObject({
    grpc: portName.describe('the name of a port that answers grpc.health.v1, or "main"'),
    service: label.describe('the service that is asked for').optional(),
  }),
  z.strictObject({ command: z.array(text).min(1).describe('a command that ends with 0, as a list') }),
])
export type Question = z.output<typeof question>

/** Probes; 3 s delay and 15 s period by default (S0-31, S0-32). */
export const health = z
  .strictObject({
    ready: question.describe(
      'whether the pod can take requests: a path such as "/readyz", or { path, port: "admin" }, { tcp: "smtp" }, { grpc: "grpc" }, { command: ["pg_isready"] }',
    ),
    live: question.describe('whether it need not be restarted, asked in the same ways: a path such as "/healthz"'),
    start: span.describe('how long a slow app may take to start, such as "2m"').optional(),
    delay: duration.describe('the wait before the first question, such as "3s"').optional(),
    period: span.describe('the time between questions, such as "15s"').optional(),
    timeout: span
      .describe('how long an answer may take, such as "10s" for a command that starts an interpreter; "2s" by default')
      .optional(),
    failures: z.int().min(1).max(100).describe('how many wrong answers in a row count; 3 by default').optional(),
  })
  .describe('{ ready: "/readyz", live: "/healthz" }')

/** The name of the main port in questions. */
export const mainPort = 'main'

/** The port that is asked; none by a command. */
export function askedPort(asked: Question): string | undefined {
  if (typeof asked === 'string') return mainPort
  if ('path' in asked) return asked.port ?? mainPort
  return 'tcp' in asked ? asked.tcp : 'grpc' in asked ? asked.grpc : undefined
}
