import type { Waiver } from './waivers.ts'
import type { Finding } from './finding.ts'

export interface Verdict {
  readonly waived: readonly Finding[]
  readonly notWaived: readonly Finding[]
  /** Waivers that match no finding any more. */
  readonly idle: readonly Waiver[]
}

/** Whether an object's address is in a scope: segment by segment, `*` for any run of letters within one. */
export function inScope(scope: string, object: string): boolean {
  const pattern = scope
    .split('*')
    .map((text) => text.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
    .join('[^/]*')
  return new RegExp(`^${pattern}$`).test(object)
}

const matches = (waiver: Waiver, finding: Finding): boolean =>
  waiver.judge === finding.judge &&
  waiver.check === finding.check &&
  inScope(waiver.scope, finding.object) &&
  finding.detail.includes(waiver.says ?? '')

/** Holds every finding against the table of waivers, and the table against the findings. */
export function compare(findings: readonly Finding[], table: readonly Waiver[]): Verdict {
  const isWaived = (finding: Finding) => table.some((waiver) => matches(waiver, finding))
  return {
    waived: findings.filter(isWaived),
    notWaived: findings.filter((finding) => !isWaived(finding)),
    idle: table.filter((waiver) => !findings.some((finding) => matches(waiver, finding))),
  }
}
