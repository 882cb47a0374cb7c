import type { Entry } from '../changes/entry.ts'
import { needText } from '../changes/need.ts'
import { placesText, several, some } from './places.ts'
import { review as compareTrees, type Review, type ReviewInput } from '../review.ts'
import { blastText, effectNames, effectTexts, lineText, short, titleOf } from './words.ts'

export interface MarkdownOptions {
  /** Where the whole page is, for a link. */
  readonly link?: string | undefined
  /** Most characters; GitHub takes 65,536 in a comment. */
  readonly most?: number
  /** The heading's level, 2 unless told: a promotion's body has its own. */
  readonly level?: number
}

/** By this the workflow finds its comment again. */
export const commentMark = '<!-- slipway review -->'

/** GitHub's limit of a comment, less a reserve for what its own counting adds. */
const githubMost = 65_000
/** Room that the last words take: how much is folded, and where all of it is. */
const reserve = 1_200

/** Text that Markdown and HTML leave alone: names in a change are not ours to trust. */
export const plain = (text: string): string =>
  short(text, 400)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/([\\`*_{}[\]|#~!])/g, '\\$1')
    .replaceAll('@', '@\u200b')

const code = (text: string): string => {
  const inner = short(text, 300)
  // A fence longer than any run of backticks within; `|` would end a table's cell.
  const fence = '`'.repeat(Math.max(0, ...[...inner.matchAll(/`+/g)].map(([run]) => run.length)) + 1)
  const pad = inner.startsWith('`') || inner.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${inner.replaceAll('|', '\\|')}${pad}${fence}`
}

const marks = { high: '🔴 high', medium: '🟠 medium', low: '🟡 low', none: '⚪ none' } as const

function summary(review: Review): string[] {
  const { entries, blast } = review
  const count = (level: Entry['level']) => entries.filter((entry) => entry.level === level).length
  const rows = (['high', 'medium', 'low', 'none'] as const).flatMap((level) => {
    const here = entries.filter((entry) => entry.level === level)
    if (here.length === 0) return []
    const effects = [...new Set(here.flatMap((entry) => effectNames(entry).split(', ')))]
    return [
      `| ${marks[level]} | ${count(level)} | ${here.reduce((sum, entry) => sum + entry.objects, 0)} | ${some(effects, 8)} |`,
    ]
  })
  const releases = entries.filter(({ bump }) => bump !== undefined).length
  return [
    `${several(entries.length, 'change')}${releases === 0 ? '' : ` (${several(releases, 'release')})`} · ${blastText(blast)}.`,
    ...(review.need === undefined ? [] : [`\n${plain(needText(review.need))}.`]),
    ...review.risks.map(({ level, why, rule }) => `\n${marks[level]}: ${plain(why)} (${code(rule)})`),
    '',
    '| risk | changes | objects | what happens |',
    '|---|--:|--:|---|',
    ...rows,
  ]
}

/** An entry in three sizes: whole, without its fields, as one line. */
function entryText(entry: Entry, review: Review, size: 'whole' | 'middle' | 'line'): string {
  const where = placesText(entry.spots, entry.lines, review.paths, review.trees.clusters)
  const title = `**${entry.bump === undefined ? code(titleOf(entry)) : plain(titleOf(entry))}**`
  if (size === 'line')
    return `- ${marks[entry.level].slice(0, 2)} ${title} · ${plain(short(where, 160))} · ${effectNames(entry)}`
  const fields =
    size === 'middle' || entry.lines.length < 2 || entry.bump !== undefined
      ? []
      : entry.lines
          .slice(0, 12)
          .map(
            (line) =>
              `  - ${code(lineText(line))}${line.objects === entry.objects ? '' : ` (${several(line.objects, 'object')})`}`,
          )
  const more = size === 'middle' ? entry.lines.length - 1 : entry.lines.length - 12
  if (more > 0 && entry.lines.length > 1 && entry.bump === undefined)
    fields.push(`  - and ${several(more, 'field')} more`)
  return [
    `- ${marks[entry.level].slice(0, 2)} ${title}`,
    `  <br>${plain(where)} (${several(entry.objects, 'object')})`,
    ...entry.risks
      .slice(0, size === 'whole' ? 6 : 2)
      .map(({ level, why, rule }) => `  <br>risk ${level}: ${plain(why)} (${code(rule)})`),
    ...(entry.risks.length > (size === 'whole' ? 6 : 2)
      ? [`  <br>and ${several(entry.risks.length - (size === 'whole' ? 6 : 2), 'risk')} more`]
      : []),
    ...effectTexts(entry, size === 'whole' ? 5 : 2).map((text) => `  <br>→ ${plain(text)}`),
    ...fields,
  ].join('\n')
}

/** What found no room as a line of its own, counted by risk and by what happens: nothing is dropped without a number. */
function folded(entries: readonly Entry[]): string[] {
  const groups = new Map<string, Entry[]>()
  for (const entry of entries) {
    const key = `${marks[entry.level]} · ${entry.bump === undefined ? effectNames(entry) : `release, ${effectNames(entry)}`}`
    const all = groups.get(key)
    if (all === undefined) groups.set(key, [entry])
    else all.push(entry)
  }
  const shown = [...groups].slice(0, 20).map(
    ([key, all]) =>
      `- ${key}: ${several(all.length, 'change')} in ${several(
        all.reduce((sum, entry) => sum + entry.objects, 0),
        'object',
      )}`,
  )
  const rest = [...groups.values()].slice(20).flat()
  return rest.length === 0
    ? shown
    : [
        ...shown,
        `- other: ${several(rest.length, 'change')} in ${several(
          rest.reduce((sum, entry) => sum + entry.objects, 0),
          'object',
        )}`,
      ]
}

/** Lists that stand at the end, cut to a few with their number. */
function tail(review: Review): string[] {
  const list = (heading: string, lines: readonly string[], most: number): string[] =>
    lines.length === 0
      ? []
      : [
          '',
          heading,
          ...lines.slice(0, most).map((line) => `- ${line}`),
          ...(lines.length > most ? [`- and ${lines.length - most} more`] : []),
        ]
  return [
    ...list(
      `**Could not be read, so what it does is not known** (${several(review.issues.length, 'file')})`,
      review.issues.map(
        ({ file, at, got }) => `${code(`${file}${at === '' ? '' : `: ${at}`}`)} ${plain(short(got, 200))}`,
      ),
      10,
    ),
    ...list(
      '**Environments differ**',
      review.drift.map(({ app, text }) => `${plain(app)}: ${plain(short(text, 240))}`),
      10,
    ),
    ...list(
      `**Changed, and no manifest** (${several(review.others.length, 'file')})`,
      review.others.map((file) => code(file)),
      5,
    ),
  ]
}

/**
 * A review as one comment: a table first, then every change, the most dangerous first. Always within the limit: entries shrink and then
 * fold
 * into counted groups, and none is left out of the count.
 */
export function asMarkdown(review: Review, { link, most = githubMost, level = 2 }: MarkdownOptions = {}): string {
  const heading = `${'#'.repeat(level)} What this change does`
  if (review.entries.length === 0) {
    return (
      [
        commentMark,
        heading,
        '',
        'Nothing: the objects are the same; formatting and the order of keys at most.',
        ...tail(review),
      ]
        .join('\n')
        .slice(0, most) + '\n'
    )
  }
  const head = [commentMark, heading, '', ...summary(review), '']
  const end = [
    ...tail(review),
    '',
    link === undefined
      ? 'All of it, each object with its raw diff: `review.html` and `review.json` of this run.'
      : `[All of it, each object with its raw diff](${link}).`,
    '',
  ]
  let room = most - reserve - head.join('\n').length - end.join('\n').length
  const body: string[] = []
  const out: Entry[] = []
  for (const [i, entry] of review.entries.entries()) {
    // Each of those that come later keeps the room of a line, as long as there is any.
    const later = Math.min(review.entries.length - i - 1, 150) * 110
    const size = (['whole', 'middle', 'line'] as const).find(
      (one) => entryText(entry, review, one).length + 1 <= Math.max(0, room - (one === 'line' ? 0 : later)),
    )
    if (size === undefined) {
      out.push(...review.entries.slice(i))
      break
    }
    const text = entryText(entry, review, size)
    body.push(text)
    room -= text.length + 1
  }
  const rest = out.length === 0 ? [] : ['', `**And ${several(out.length, 'change')} more, folded:**`, ...folded(out)]
  return [...head, ...body, ...rest, ...end].join('\n')
}

/**
 * A review of two trees as Markdown, for the body of a promotion.
 * @param input both trees; `inputOf` makes it of two whole ones
 */
export const reviewMarkdown = (input: ReviewInput, options: MarkdownOptions = {}): string =>
  asMarkdown(compareTrees(input), { level: 3, ...options })
