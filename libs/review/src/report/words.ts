import { effectWords } from '../effects/effect.ts'
import type { Entry, Line, ValueChange } from '../changes/entry.ts'
import type { Release } from '../changes/bump.ts'
import { some, several } from './places.ts'
import type { Blast } from '../changes/blast.ts'

/** One line of plain text out of any: no line breaks, nothing unseen, cut to a length. */
export function short(text: string, most: number): string {
  // Cut before it is cleaned: a value may have megabytes.
  const one = text
    .slice(0, most * 2 + 1)
    .replaceAll(/[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g, ' ')
  return one.length > most ? `${[...one].slice(0, most - 1).join('')}…` : one
}

/** Two long texts from where they begin to differ. */
function apart(before: string, after: string, most: number): readonly [string, string] {
  if (before.length <= most && after.length <= most) return [before, after]
  let same = 0
  while (same < before.length && before[same] === after[same]) same++
  const from = Math.max(0, same - 15)
  const cut = (text: string) => `${from > 0 ? '…' : ''}${text.slice(from)}`
  return [cut(before), cut(after)]
}

/** `5 -> 15`; of long values the part that differs. */
export function valueText({ before, after }: ValueChange, most = 60): string {
  const [a, b] = apart(before, after, most)
  if (before === '') return short(b, most)
  if (after === '') return short(a, most)
  return `${short(a, most)} -> ${short(b, most)}`
}

const verbs: Readonly<Record<Line['verb'], string>> = {
  came: 'new',
  went: 'gone',
  renamed: 'renamed',
  moved: 'moved',
  add: 'added',
  remove: 'removed',
  set: '',
  order: 'order',
}

const holder = ({ what, kinds, field }: Line): string =>
  what === 'pods'
    ? field.startsWith('metadata')
      ? 'pod '
      : ''
    : what === 'metadata'
      ? kinds.length === 1
        ? `${kinds[0]} `
        : ''
      : `${what} `

/** `lifecycle.preStop.sleep.seconds 5 -> 15`: a line as people read it, without its places. */
export function lineText(line: Line, most = 60): string {
  const { verb, field, values } = line
  const [first] = values
  const verbText = verbs[verb]
  const head =
    verb === 'came' || verb === 'went'
      ? `${verbText} ${line.what} ${field}`
      : `${holder(line)}${field}${verbText === '' ? '' : ` ${verbText}`}`
  if (first === undefined || verb === 'came' || verb === 'went') return short(head, 200)
  if (values.length === 1) return `${short(head, 160)}: ${valueText(first, most)}`
  if (values.length <= 3)
    return `${short(head, 160)}: ${values.map((value) => `${valueText(value, most)} (${value.objects})`).join('; ')}`
  return `${short(head, 160)}: ${values.length} different values, such as ${valueText(first, most)}`
}

const digestText = (digest: string | undefined): string =>
  digest === undefined ? '' : digest.startsWith('sha256:') ? digest.slice(0, 19) : digest

/** `storefront 1.4.0 -> 1.5.0, commits 1a2b3c4..5d6e7f8, sha256:0123456789ab`. */
export function bumpText(app: string, before: Release, after: Release): string {
  const versions =
    before.version === after.version
      ? (after.version ?? 'image')
      : `${before.version ?? '?'} -> ${after.version ?? '?'}`
  const commits =
    after.commit === undefined
      ? ''
      : before.commit === undefined || before.commit === after.commit
        ? `, commit ${after.commit.slice(0, 7)}`
        : `, commits ${before.commit.slice(0, 7)}..${after.commit.slice(0, 7)}`
  const digest = after.digest === after.version ? '' : `, ${digestText(after.digest)}`
  return `${app} ${versions}${commits}${digest}`
}

/** What an entry is called. */
export function titleOf({ bump, lines, spots }: Entry): string {
  if (bump !== undefined) return bumpText(bump.app, bump.before, bump.after)
  const [first] = lines
  if (first === undefined) return 'nothing'
  if (lines.length === 1) return lineText(first)
  const verbsHere = new Set(lines.map(({ verb }) => verb))
  const objects = lines.reduce((sum, line) => sum + line.objects, 0)
  if (verbsHere.size === 1 && (first.verb === 'came' || first.verb === 'went')) {
    return `${first.verb === 'came' ? 'new' : 'gone'}: ${several(objects, 'object')} of ${several(spots.length, 'place')} (${some([...new Set(lines.map(({ what }) => what))], 4)})`
  }
  const shown =
    lines.length === 2
      ? lines.map((line) => lineText(line, 40)).join('; ')
      : `${lineText(first)}; and ${lines.length - 1} more`
  return shown
}

/** `canary: new pods by canary: 5, 25, 50 % in 7 min at least (3)`, the weightiest first. */
export function effectTexts(entry: Entry, most: number): readonly string[] {
  const shown = entry.effects
    .slice(0, most)
    .map(({ kind, text, objects }) => `${effectWords[kind]}: ${text}${entry.effects.length > 1 ? ` (${objects})` : ''}`)
  const rest = entry.effects.length - shown.length
  return rest > 0 ? [...shown, `and ${several(rest, 'effect')} more`] : shown
}

/** The words of an entry's effects, each once: `canary, security`. */
export const effectNames = (entry: Entry): string =>
  [...new Set(entry.effects.map(({ kind }) => effectWords[kind]))].join(', ')

/** `12 objects, 3 apps in 2 clusters; the pods of 4 workloads are replaced (8 to 60)`. */
export function blastText({ objects, apps, clusters, replaced, fewest, most }: Blast): string {
  const where =
    apps === 0
      ? ''
      : `, ${several(apps, 'app')}${clusters.length === 0 ? '' : ` in ${several(clusters.length, 'cluster')}`}`
  const range = fewest === most ? `${most} pods` : `${fewest} to ${most} pods`
  const pods =
    replaced === 0
      ? 'no pods are replaced'
      : `the pods of ${several(replaced, 'workload')} are replaced${most === 0 ? '' : ` (${range})`}`
  return `${several(objects, 'object')}${where}; ${pods}`
}
