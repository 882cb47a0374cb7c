import { formatIssues } from '@slipway/core'
import type { ChangeGroup } from '../changes/change-group.ts'
import type { Review } from '../review.ts'
import { blastText, cleaned, effectTexts, lineText, riskLine, short, titleOf, whereText } from './format-change.ts'
import { causeText } from './cause-text.ts'
import { fileLines, nothingText, shownRisks, type FileLine } from './file-text.ts'
import { count, some } from './format-locations.ts'
import { impactText } from './impact-text.ts'
import { driftText, riskText } from './risk-sentences.ts'
import { unreadText } from './unread-text.ts'
import { unrenderedHeading, unrenderedLines } from './unrendered-text.ts'

const levelMark: Readonly<Record<ChangeGroup['level'], string>> = {
  high: 'HIGH  ',
  medium: 'MEDIUM',
  low: 'low   ',
  none: '      ',
}

function groupLines(group: ChangeGroup, review: Review): readonly string[] {
  const row = (name: string) => (text: string) => `       ${name.padEnd(8)}${text}`
  return [
    '',
    `${levelMark[group.level]} ${titleOf(group)}`,
    row('where')(whereText(group, review)),
    ...(group.lines.length > 1 && group.bump === undefined
      ? group.lines.map((line) => row('what')(lineText(line)))
      : []),
    ...effectTexts(group, 20).map((effect) => row('effect')(short(effect, 220))),
    ...group.risks.map((risk) => row('risk')(riskLine(risk, 220))),
  ]
}

const fileText = (line: FileLine): readonly string[] => [
  `${levelMark[line.level]} ${short(line.title, 300)}`,
  ...shownRisks(line, 40, 300, 'risk    ').map((risk) => `       ${risk}`),
]

/** A review for a terminal: all of it, the risky first. */
export function asText(review: Review): string {
  const { groups, impact, files, issues, unrendered } = review
  const out = [
    groups.length === 0 ? nothingText(review) : `${count(groups.length, 'change')}: ${blastText(review.blast)}`,
    ...(impact === undefined ? [] : [impactText(impact)]),
    ...review.causes.map(causeText),
    ...review.risks.map((risk) => `${levelMark[risk.level]} ${riskText(risk)}  [${risk.rule}]`),
    // Unreadable files count as the highest level.
    ...(issues.length === 0 ? [] : [`${levelMark.high} ${unreadText(issues)}`]),
    ...groups.flatMap((group) => groupLines(group, review)),
    ...review.drift.flatMap((drift) => ['', `drift  ${some(drift.apps, 4)}: ${driftText(drift)}`]),
  ]
  if (files.length > 0)
    out.push('', `${count(files.length, 'file')} beside the objects:`, ...fileLines(files).flatMap(fileText))
  if (unrendered.length > 0)
    out.push(
      '',
      `${unrenderedHeading}:`,
      ...unrenderedLines(unrendered).flatMap(({ text, commands }) => [
        short(text, 600),
        ...commands.map((command) => `  run     ${command}`),
      ]),
    )
  if (issues.length > 0) out.push('', 'Could not be read, so what it does is not known:', '', formatIssues(issues))
  return `${out.join('\n').split('\n').map(cleaned).join('\n')}\n`
}
