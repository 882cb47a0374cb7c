import type { Waiver } from './waivers.ts'
import type { Finding } from './finding.ts'

export interface Verdict {
  readonly waived: readonly Finding[]
  readonly notWaived: readonly Finding[]
  readonly idle: readonly Waiver[]
}

/** `*`: anything within one segment. */
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

/** @param table those for any estate, which may be idle @param own the estate's, which may not */
export function compare(findings: readonly Finding[], table: readonly Waiver[], own: readonly Waiver[]): Verdict {
  const isWaived = (finding: Finding) => [...table, ...own].some((waiver) => matches(waiver, finding))
  return {
    waived: findings.filter(isWaived),
    notWaived: findings.filter((finding) => !isWaived(finding)),
    idle: own.filter((waiver) => !findings.some((finding) => matches(waiver, finding))),
  }
}
