import { formatIssues } from '@slipway/core'
import type { Entry } from '../changes/entry.ts'
import { needText } from '../changes/need.ts'
import { placesText, several } from './places.ts'
import type { Review } from '../review.ts'
import { blastText, effectTexts, lineText, short, titleOf } from './words.ts'

const levelMark: Readonly<Record<Entry['level'], string>> = {
  high: 'HIGH  ',
  medium: 'MEDIUM',
  low: 'low   ',
  none: '      ',
}

/** A review for a terminal: all of it, the risky first. */
export function asText(review: Review): string {
  const out: string[] = []
  if (review.entries.length === 0) out.push('Nothing changes: formatting and the order of keys at most.')
  else out.push(`${several(review.entries.length, 'change')}: ${blastText(review.blast)}`)
  if (review.need !== undefined) out.push(needText(review.need))
  for (const { level, why, rule } of review.risks) out.push(`${levelMark[level]} ${why}  [${rule}]`)
  for (const entry of review.entries) {
    out.push(
      '',
      `${levelMark[entry.level]} ${titleOf(entry)}`,
      `       where   ${placesText(entry.spots, entry.lines, review.paths, review.trees.clusters)} (${several(entry.objects, 'object')})`,
    )
    if (entry.lines.length > 1 && entry.bump === undefined)
      for (const line of entry.lines) out.push(`       what    ${lineText(line)}`)
    for (const effect of effectTexts(entry, 20)) out.push(`       effect  ${short(effect, 220)}`)
    for (const { level, why, rule } of entry.risks) out.push(`       risk    ${level}: ${short(why, 220)}  [${rule}]`)
  }
  for (const { app, text } of review.drift) out.push('', `drift  ${app}: ${text}`)
  if (review.others.length > 0)
    out.push(
      '',
      `${several(review.others.length, 'other file')} changed that ${review.others.length === 1 ? 'is' : 'are'} no manifests:`,
      ...review.others.map((file) => `       ${file}`),
    )
  if (review.issues.length > 0)
    out.push('', 'Could not be read, so what it does is not known:', '', formatIssues(review.issues))
  return `${out.join('\n')}\n`
}
