import type { ChangeGroup } from '../changes/change-group.ts'
import type { Review } from '../review.ts'
import { isAtLeast } from '../risks/level.ts'
import type { Risk } from '../risks/risks.ts'
import {
  blastText,
  countedLine,
  effectNames,
  effectTexts,
  levels,
  lineText,
  short,
  titleOf,
  whereText,
} from './format-change.ts'
import { causeText } from './cause-text.ts'
import { fileLines, grave, noObjects, shownRisks, type FileLine } from './file-text.ts'
import { count, some } from './format-locations.ts'
import { impactText } from './impact-text.ts'
import { driftText, riskText } from './risk-sentences.ts'
import { unreadText } from './unread-text.ts'
import { unrenderedHeading, unrenderedLines } from './unrendered-text.ts'

interface MarkdownOptions {
  /** The address of the whole page, for a link. */
  readonly link?: string | undefined
  /** Most characters; GitHub takes 65,536 in a comment. */
  readonly most?: number
  /** The heading's level, 2 by default; for a text that has headings of its own. */
  readonly level?: number
}

/** By this the workflow finds its comment again. */
export const commentMark = '<!-- slipway review -->'

/** GitHub's limit of a comment, less a reserve for what its own counting adds. */
const githubMost = 65_000
/** Room that the last words take: how much is folded, and where all of it is. */
const reserve = 4_000

/** Text that Markdown and HTML leave alone: names in a change are not ours to trust. */
const plain = (text: string): string =>
  short(text, 400)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/([\\`*_{}[\]|#~!])/g, '\\$1')
    .replaceAll('@', '@\u200b')
    // Two of them would be a formula (docs.github.com, "Writing mathematical expressions").
    .replaceAll('$', '<span>$$</span>')

const code = (text: string): string => {
  const inner = short(text, 300)
  // A fence longer than any run of backticks within; `|` would end a table's cell.
  const fence = '`'.repeat(Math.max(0, ...[...inner.matchAll(/`+/g)].map(([run]) => run.length)) + 1)
  const pad = inner.startsWith('`') || inner.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${inner.replaceAll('|', '\\|')}${pad}${fence}`
}

const marks = { high: '🔴 high', medium: '🟠 medium', low: '🟡 low', none: '⚪ none' } as const
const why = (risk: Risk): string => `${plain(riskText(risk))} (${code(risk.rule)})`
const objectsIn = (groups: readonly ChangeGroup[]): number => groups.reduce((sum, { objects }) => sum + objects, 0)

function summary({ groups, blast, causes, impact, risks, issues }: Review): readonly string[] {
  const rows = levels.flatMap((level) => {
    const here = groups.filter((group) => group.level === level)
    if (here.length === 0) return []
    return [`| ${marks[level]} | ${here.length} | ${objectsIn(here)} | ${some(effectNames(here), 8)} |`]
  })
  const releases = groups.filter(({ bump }) => bump !== undefined).length
  return [
    `${count(groups.length, 'change')}${releases === 0 ? '' : ` (${count(releases, 'release')})`} · ${blastText(blast)}.`,
    ...(impact === undefined ? [] : [`\n${plain(impactText(impact))}.`]),
    ...causes.slice(0, 5).map((cause) => `\n${plain(causeText(cause))}.`),
    ...risks.map((risk) => `\n${marks[risk.level]}: ${why(risk)}`),
    ...(issues.length === 0 ? [] : [`\n${marks.high}: ${unreadText(issues)}`]),
    '',
    '| risk | changes | objects | what happens |',
    '|---|--:|--:|---|',
    ...rows,
  ]
}

/** How many risks, effects and fields a group shows, from whole to a single line. */
const sizes = [
  { risks: 6, effects: 5, fields: 12 },
  { risks: 2, effects: 2, fields: 0 },
  { risks: 0, effects: 0, fields: 0 },
] as const

function groupText(group: ChangeGroup, review: Review, size: (typeof sizes)[number]): string {
  const { bump, level, lines, risks } = group
  const where = whereText(group, review)
  const title = titleOf(group)
  const head = `- ${marks[level].slice(0, 2)} **${bump === undefined ? code(title) : plain(title)}**`
  const codes = risks.slice(size.risks).map((risk) => [risk.level, risk.rule] as const)
  if (size.effects === 0)
    return `${head} · ${plain(short(where, 160))} · ${effectNames([group]).join(', ')}${grave(codes)}`
  const listed = lines.length > 1 && bump === undefined ? lines : []
  // The title says the first field.
  const hidden = listed.length - (size.fields || 1)
  return [
    head,
    `  <br>${plain(where)}`,
    ...risks.slice(0, size.risks).map((risk) => `  <br>risk ${risk.level}: ${why(risk)}`),
    ...(risks.length > size.risks ? [`  <br>and ${count(codes.length, 'risk')} more${grave(codes)}`] : []),
    ...effectTexts(group, size.effects).map((text) => `  <br>→ ${plain(text)}`),
    ...listed.slice(0, size.fields).map((line) => `  - ${countedLine(line, group, code(lineText(line)))}`),
    ...(hidden > 0 ? [`  - and ${count(hidden, 'field')} more`] : []),
  ].join('\n')
}

/** Files that are shown one by one, and the risks of each. */
const mostFiles = 20
const mostWeighty = 60
const mostFileRisks = 5

/** Files beside the objects, the riskiest first; the others as numbers. */
function filesText({ files }: Review): readonly string[] {
  if (files.length === 0) return []
  const lines = fileLines(files)
  // High and medium changes have lines of their own as long as a comment has room.
  const weighty = lines.filter(({ level }) => isAtLeast(level, 'medium')).length
  const shown = Math.min(Math.max(mostFiles, weighty), mostWeighty)
  const hidden = lines.slice(shown)
  const hiddenFiles = (level: FileLine['level']) =>
    hidden.filter((line) => line.level === level).reduce((sum, { paths }) => sum + paths.length, 0)
  const numbers = levels.flatMap((level) => (hiddenFiles(level) === 0 ? [] : [`${hiddenFiles(level)} ${level}`]))
  return [
    '',
    `**Files beside the objects** (${count(files.length, 'file')})`,
    ...lines
      .slice(0, shown)
      .flatMap((line, i) => [
        `- ${marks[line.level].slice(0, 2)} ${plain(short(line.title, 240))}`,
        ...shownRisks(line, i < mostFiles ? mostFileRisks : 0, 240, 'risk ').map((risk) => `  <br>${plain(risk)}`),
      ]),
    ...(numbers.length > 0
      ? [`- and more: ${numbers.join(', ')}${plain(grave(hidden.flatMap(({ codes }) => codes)))}`]
      : []),
    '',
  ]
}

/** Changes without a line of their own, counted by risk and effect: nothing is dropped without a number. */
function folded(groups: readonly ChangeGroup[]): readonly string[] {
  const line = (name: string, all: readonly ChangeGroup[]) =>
    `- ${name}: ${count(all.length, 'change')} in ${count(objectsIn(all), 'object')}`
  const kinds = Map.groupBy(groups, ({ level, bump, effects }) =>
    JSON.stringify([level, bump === undefined, ...new Set(effects.map(({ kind }) => kind))]),
  )
  const all = [...kinds.values()]
  const shown = all.slice(0, 20).map((same) => {
    const { level, bump } = same[0] as ChangeGroup
    const effects = effectNames(same.slice(0, 1)).join(', ')
    return line(`${marks[level]} · ${bump === undefined ? effects : `release, ${effects}`}`, same)
  })
  const rest = all.slice(20).flat()
  const codes = groups.flatMap(({ risks }) => risks.map((risk) => [risk.level, risk.rule] as const))
  const risky = grave(codes)
  return [
    ...(rest.length === 0 ? shown : [...shown, line('other', rest)]),
    ...(risky === '' ? [] : [`- risks of these${risky}`]),
  ]
}

const mostInTail = 10
/** Lists that stand at the end, cut to a few with their number. */
function tail({ issues, drift, unrendered }: Review): readonly string[] {
  const list = (heading: string, lines: readonly string[]) =>
    lines.length === 0
      ? []
      : [
          '',
          heading,
          ...lines.slice(0, mostInTail).map((line) => `- ${line}`),
          ...(lines.length > mostInTail ? [`- and ${lines.length - mostInTail} more`] : []),
        ]
  return [
    ...list(
      `**Could not be read, so what it does is not known** (${count(issues.length, 'file')})`,
      issues.map(({ file, at, got }) => `${code(`${file}${at === '' ? '' : `: ${at}`}`)} ${plain(short(got, 200))}`),
    ),
    ...list(
      `**${unrenderedHeading}**`,
      unrenderedLines(unrendered).map(({ text, commands }) =>
        [plain(short(text, 300)), ...commands.map((command) => `  <br>run ${code(command)}`)].join('\n'),
      ),
    ),
    ...list(
      '**Environments differ**',
      drift.map((one) => `${plain(some(one.apps, 4))}: ${plain(short(driftText(one), 240))}`),
    ),
  ]
}

/**
 * A review as one comment: a table first, then every change, the most dangerous first. Always within the limit: groups
 * shrink and then fold into counted lines, and none is left out of the count.
 */
export function asMarkdown(review: Review, { link, most = githubMost, level = 2 }: MarkdownOptions = {}): string {
  const { groups } = review
  const heading = [commentMark, `${'#'.repeat(level)} What this change does`, '']
  if (groups.length === 0) {
    const nothing =
      review.unrendered.length + review.issues.length > 0
        ? 'No object that can be seen changes.'
        : 'Nothing: the objects are the same; formatting and the order of keys at most.'
    const only = noObjects(review)
    const lead = review.files.length === 0 ? nothing : only
    const risks = review.risks.map((risk) => `\n${marks[risk.level]}: ${why(risk)}`)
    return `${[...heading, lead, ...risks, ...filesText(review), ...tail(review)].join('\n').slice(0, most)}\n`
  }
  const head = [...heading, ...summary(review), ...filesText(review), '']
  const all = 'All of it, each object with its raw diff'
  const end = [
    ...tail(review),
    '',
    link === undefined ? `${all}: \`review.html\` and \`review.json\` of this run.` : `[${all}](${link}).`,
    '',
  ]
  let room = most - reserve - head.join('\n').length - end.join('\n').length
  const body: string[] = []
  for (const [i, group] of groups.entries()) {
    // Each of those that come later keeps the room of a line, as long as there is any.
    const later = Math.min(groups.length - i - 1, 150) * 110
    const fits = (size: (typeof sizes)[number]) =>
      groupText(group, review, size).length < room - (size.effects === 0 ? 0 : later)
    const size = sizes.find(fits)
    if (size === undefined) break
    const text = groupText(group, review, size)
    body.push(text)
    room -= text.length + 1
  }
  const rest = groups.slice(body.length)
  const more = rest.length === 0 ? [] : ['', `**And ${count(rest.length, 'change')} more, folded:**`, ...folded(rest)]
  return [...head, ...body, ...more, ...end].join('\n')
}
