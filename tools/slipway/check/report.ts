import type { Rule } from '@slipway/checks'
import { counted, formatIssue, sortIssues, type Issue } from '@slipway/core'

export interface Ring {
  readonly name:
    | 'ring 1'
    | 'ring 2'
    | 'drift'
    | 'owners'
    | 'charts'
    | 'aws'
    | 'images'
    | 'packages'
    | 'releases'
    | 'ring 3'
  /** Its subject, or why it did not run. */
  readonly what: string
  readonly ran: boolean
  readonly issues: readonly Issue[]
  /** Worth a look; they fail nothing. */
  readonly warnings?: readonly Issue[]
  readonly seconds: number
}

/** `ring 2  812 objects, 41 rules, 0 problems  (0.4 s)` */
export function ringLine({ name, what, ran, issues, warnings = [], seconds }: Ring): string {
  const warned = warnings.length === 0 ? '' : `, ${counted(warnings.length, 'warning')}`
  const found = ran ? `, ${counted(issues.length, 'problem')}${warned}` : ''
  return `${name.padEnd(7)} ${what}${found}  (${seconds.toFixed(1)} s)`
}

/** Issues that are printed; the rest is counted. */
const most = 50

/** Warnings for people; one that a source causes in several clusters is printed once. */
export const warned = (warnings: readonly Issue[]): string =>
  [...Map.groupBy(sortIssues(warnings), ({ at, code, got, hint }) => `${code} ${at} ${got} ${hint}`).values()]
    .slice(0, most)
    .flatMap(([first, ...more]) =>
      first === undefined
        ? []
        : [{ ...first, file: `${first.file}${more.length === 0 ? '' : ` (and ${more.length} more)`}` }],
    )
    .map((one) => `warning: ${formatIssue(one)}\n`)
    .join('\n')

interface Checks {
  readonly passed: number
  readonly failed: number
}

/** Every ring and every rule is a check; one that did not run has not passed. Rules count once ring 2 ran. */
export function tally(rings: readonly Ring[], rules: readonly Rule[]): Checks {
  const two = rings.find((ring) => ring.name === 'ring 2' && ring.ran)
  const broken = new Set(two?.issues.map((issue) => issue.code))
  const failedRules = rules.filter((rule) => broken.has(rule.code)).length
  const failedRings = rings.filter((ring) => !ring.ran || ring.issues.length > 0).length
  const ofRules = two === undefined ? 0 : rules.length - failedRules
  return { passed: rings.length - failedRings + ofRules, failed: failedRings + failedRules }
}

export function asJson(rings: readonly Ring[], rules: readonly Rule[]): string {
  const issues = sortIssues(rings.flatMap((ring) => ring.issues))
  const said = rings.map(({ issues: found, warnings: _, ...ring }) => ({ ...ring, problems: found.length }))
  const warnings = sortIssues(rings.flatMap((ring) => ring.warnings ?? []))
  return `${JSON.stringify({ issues, warnings, rings: said, checks: tally(rings, rules) })}\n`
}

export function listRules(rules: readonly Rule[], json: boolean): string {
  const all = rules.map(({ code, guards, source }) => ({ code, guards, source }))
  if (json) return `${JSON.stringify(all)}\n`
  const width = Math.max(...all.map((rule) => rule.code.length)) + 2
  return all
    .map(({ code, guards, source }) => `${code.padEnd(width)}${guards}\n${' '.repeat(width)}(${source})\n`)
    .join('')
}
