import { formatIssues, type Outcome } from '@slipway/core'
import type { Output } from './output.ts'

/** Prints an outcome. @returns the exit code */
export function answer<T>(
  { out, err }: Pick<Output, 'out' | 'err'>,
  done: Outcome<T>,
  json: boolean,
  text: (value: T) => string,
): 0 | 1 {
  if (json) out(`${JSON.stringify(done.ok ? done.value : { issues: done.issues }, null, 2)}\n`)
  else if (done.ok) out(text(done.value))
  else err(`${formatIssues(done.issues)}\n`)
  return done.ok ? 0 : 1
}
