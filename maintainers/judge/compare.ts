import type { Argument } from './waivers.ts'
import type { Finding } from './finding.ts'

export interface Verdict {
  readonly argued: readonly Finding[]
  readonly notArgued: readonly Finding[]
  /** Arguments that match no finding any more. */
  readonly idle: readonly Argument[]
}

/** Whether an object's address is in a scope: segment by segment, `*` for any run of letters within one. */
export function inScope(scope: string, object: string): boolean {
  const pattern = scope
    .split('*')
    .map((text) => text.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
    .join('[^/]*')
  return new RegExp(`^${pattern}$`).test(object)
}

const matches = (argument: Argument, finding: Finding): boolean =>
  argument.judge === finding.judge &&
  argument.check === finding.check &&
  inScope(argument.scope, finding.object) &&
  finding.detail.includes(argument.says ?? '')

/** Holds every finding against the table of arguments, and the table against the findings. */
export function compare(findings: readonly Finding[], table: readonly Argument[]): Verdict {
  const isArgued = (finding: Finding) => table.some((argument) => matches(argument, finding))
  return {
    argued: findings.filter(isArgued),
    notArgued: findings.filter((finding) => !isArgued(finding)),
    idle: table.filter((argument) => !findings.some((finding) => matches(argument, finding))),
  }
}
