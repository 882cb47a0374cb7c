import type { Blast } from '../changes/blast.ts'
import { appIn, type Release } from '../changes/bump.ts'
import { hash } from 'node:crypto'
import type { ChangeGroup, Line, ValueChange } from '../changes/change-group.ts'
import type { Review } from '../review.ts'
import type { RiskLevel } from '../risks/level.ts'
import type { Risk } from '../risks/risks.ts'
import { entityOf, type Change } from '../compare/match.ts'
import { count, locationsText, some } from './format-locations.ts'
import { effectText, effectWords } from './effect-sentences.ts'
import { riskText } from './risk-sentences.ts'

/** The riskiest first. */
export const levels: readonly (RiskLevel | 'none')[] = ['high', 'medium', 'low', 'none']

/** Characters that a reader does not see, or takes for a blank. */
const unseen =
  /[\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180e\u2000-\u200f\u202a-\u202f\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0]/g
const escaped = (mark: string): string => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`

/** Without what moves a terminal's cursor, breaks a line, or nobody sees. */
export const cleaned = (text: string): string =>
  text.replaceAll(/[\x00-\x1f\x7f-\x9f\u2028\u2029]+/g, ' ').replaceAll(unseen, escaped)

/** One line of plain text out of any: no line breaks, what nobody sees as `\u200b`, cut to a length. */
export function short(text: string, most: number): string {
  // Cut before it is cleaned: a value may have megabytes.
  const one = cleaned(text.slice(0, most * 2 + 1))
  return one.length > most ? `${[...one].slice(0, most - 1).join('')}…` : one
}

/** The same of a path, whose end says most: cut in the middle. */
function shortPath(path: string, most: number): string {
  if (path.length <= most) return short(path, most)
  const end = Math.floor(most * 0.6)
  return `${short(path.slice(0, most - end - 1), most - end)}…${short(path.slice(path.length - end), end)}`
}

/** Shortens a checksum to its first characters. */
const digest = /(sha256:[0-9a-f]{8})[0-9a-f]{56}/g

/** The size and checksum of a value that is cut: a value that was altered beyond the cut has another checksum. */
const sizeText = (text: string): string => `${text.length} characters, checksum ${hash('sha256', text).slice(0, 12)}`

/** `5 -> 15`; of long values the part that differs, and what the whole is where its end is cut. */
export function valueText({ before: old, after: young }: Pick<ValueChange, 'before' | 'after'>, most = 60): string {
  const brief = (text: string) => (text.length > 500 ? text : text.replaceAll(digest, '$1'))
  // Two that begin alike are shown whole: somebody may have looked for such a pair.
  const [before, after] = brief(old) === brief(young) ? [old, young] : [brief(old), brief(young)]
  let same = 0
  if (before.length > most || after.length > most) while (same < before.length && before[same] === after[same]) same++
  const from = Math.max(0, same - 15)
  const shown = (text: string) => {
    const piece = short(`${from > 0 ? '…' : ''}${text.slice(from)}`, most)
    return piece.endsWith('…') && !text.endsWith('…') ? `${piece} (${sizeText(text)})` : piece
  }
  return [before, after]
    .filter((text) => text !== '')
    .map(shown)
    .join(' -> ')
}

/** Up to so many objects are named. */
const fewNames = 3

/** The words that users see for each verb. */
const verbWords: Readonly<Record<Line['verb'], string>> = {
  added: 'new ',
  removed: 'gone ',
  renamed: ' renamed',
  moved: ' moved',
  add: ' added',
  remove: ' removed',
  set: '',
  order: ' order',
}
const isWhole = ({ verb }: Line): boolean => verb === 'added' || verb === 'removed'

/** The object whose field it is; empty for fields of pods, which most changes are about. */
function holder({ what, kinds, field }: Line): string {
  if (what === 'pods') return field.startsWith('metadata') ? 'pod ' : ''
  if (what !== 'metadata') return `${what} `
  return kinds.length === 1 ? `${kinds[0]} ` : ''
}

/** `lifecycle.preStop.sleep.seconds 5 -> 15`: a line as people read it, without its places. */
export function lineText(line: Line, most = 60): string {
  const { verb, what, field, values } = line
  const [first] = values
  if (isWhole(line)) return `${verbWords[verb]}${short(what, 80)} ${shortPath(field, 160)}`
  const head = `${short(holder(line), 80)}${shortPath(field, 120)}${verbWords[verb]}`
  if (first === undefined) return head
  if (values.length === 1) return first.before + first.after === '' ? head : `${head}: ${valueText(first, most)}`
  if (values.length > 3) {
    const [one, where] = [valueText(first, most), shortPath(first.location, 80)]
    const isWorst = values.some(({ level }) => level !== first.level)
    return `${head}: ${values.length} different values, ${isWorst ? `the riskiest ${one} (${where})` : `such as ${one}`}`
  }
  return `${head}: ${values.map((value) => `${valueText(value, most)} (${value.objects})`).join('; ')}`
}

/** `storefront 1.4.0 -> 1.5.0, commits 1a2b3c4..5d6e7f8, sha256:0123456789ab`. */
function bumpText(app: string, before: Release, after: Release): string {
  const versions =
    before.version === after.version
      ? (after.version ?? 'image')
      : `${before.version ?? '?'} -> ${after.version ?? '?'}`
  const [old, now] = [before.commit?.slice(0, 7), after.commit?.slice(0, 7)]
  const from = before.commit === after.commit ? undefined : old
  const commits = now === undefined ? '' : from === undefined ? `, commit ${now}` : `, commits ${from}..${now}`
  const digest = after.digest === undefined || after.digest === after.version ? '' : after.digest
  return `${app} ${versions}${commits}${digest === '' ? '' : `, ${digest.startsWith('sha256:') ? digest.slice(0, 19) : digest}`}`
}

/** The title of a group. */
export function titleOf({ bump, lines, locations, changes }: ChangeGroup): string {
  if (bump !== undefined) {
    const others = new Set(changes.map(({ change }) => appIn(entityOf(change))))
    others.delete(bump.app)
    return bumpText([bump.app, ...[...others].sort()].join(', '), bump.before, bump.after)
  }
  const [first] = lines
  if (first === undefined) return 'nothing'
  if (lines.length === 1) return lineText(first)
  if (isWhole(first) && lines.every(({ verb }) => verb === first.verb)) {
    const objects = lines.reduce((sum, line) => sum + line.objects, 0)
    const kinds = some([...new Set(lines.map(({ what }) => what))], 4)
    return `${verbWords[first.verb].trim()}: ${count(objects, 'object')} of ${count(locations.length, 'place')} (${kinds})`
  }
  return lines.length === 2
    ? lines.map((line) => lineText(line, 40)).join('; ')
    : `${lineText(first)}; and ${lines.length - 1} more`
}

const nameOf = (change: Change): string => {
  const { kind, namespace, name } = entityOf(change)
  return kind === '' ? '1 document' : short(`${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`, 120)
}

/** `Deployment shop/web`: a few objects by their names; of many the number, with some names where a line stands for several. */
function objectsText({ changes, lines, objects }: ChangeGroup): string {
  const names = [...new Set(changes.map(({ change }) => nameOf(change)))]
  if (names.length <= fewNames)
    return objects === names.length ? names.join(', ') : `${count(objects, 'object')}: ${names.join(', ')}`
  const general = lines.some(({ field, values }) =>
    [field, ...values.flatMap(({ before, after }) => [before, after])].some((text) => text.includes('<name>')),
  )
  return general ? `${count(objects, 'object')}: ${some(names, fewNames)}` : count(objects, 'object')
}

/** `orders in staging (Deployment shop/orders)`. */
export const whereText = (group: ChangeGroup, { paths, trees }: Review): string =>
  `${locationsText(group.locations, group.lines, paths, trees.clusters)} (${objectsText(group)})`

/** The text of a line, with the number of its objects if that is not all. */
export const countedLine = (line: Line, { objects }: ChangeGroup, text: string): string =>
  line.objects === objects ? text : `${text} (${count(line.objects, 'object')})`

/** `canary: new pods by canary: 5, 25, 50 % in 7 min at least (3)`, the weightiest first. */
export function effectTexts({ effects }: ChangeGroup, most: number): readonly string[] {
  const shown = effects
    .slice(0, most)
    .map((one) => `${effectWords[one.kind]}: ${effectText(one)}${effects.length > 1 ? ` (${one.objects})` : ''}`)
  const rest = effects.length - shown.length
  return rest > 0 ? [...shown, `and ${count(rest, 'effect')} more`] : shown
}

/** The words of some groups' effects, each once: `canary`, `security`. */
export const effectNames = (groups: readonly ChangeGroup[]): readonly string[] =>
  [...new Set(groups.flatMap(({ effects }) => effects.map(({ kind }) => kind)))].map((kind) => effectWords[kind])

/** `high: why  [rule]`. */
export const riskLine = (risk: Risk, most = Infinity): string =>
  `${risk.level}: ${short(riskText(risk), most)}  [${risk.rule}]`

/** `12 objects, 3 apps in 2 clusters; the pods of 4 workloads are replaced (8 to 60), of 1 workload stop`. */
export function blastText({ objects, apps, clusters, replaced, fewest, most, stopped }: Blast): string {
  const inClusters = clusters.length === 0 ? '' : ` in ${count(clusters.length, 'cluster')}`
  const pods = most === 0 ? '' : ` (${fewest === most ? '' : `${fewest} to `}${count(most, 'pod')})`
  const parts = [
    ...(replaced === 0 ? [] : [`of ${count(replaced, 'workload')} are replaced${pods}`]),
    ...(stopped === 0 ? [] : [`of ${count(stopped, 'workload')} stop`]),
  ]
  return `${count(objects, 'object')}${apps === 0 ? '' : `, ${count(apps, 'app')}${inClusters}`}; ${
    parts.length === 0 ? 'no pods are replaced' : `the pods ${parts.join(', ')}`
  }`
}
