import type { FileSubject } from '../files/file-risk.ts'
import type { FileChange } from '../files/files.ts'
import type { Review } from '../review.ts'
import { isAtLeast, levelWeight, type RiskLevel } from '../risks/level.ts'
import { short } from './format-change.ts'
import { fileRiskText, subjectWords } from './file-sentences.ts'
import { count, some } from './format-locations.ts'

/** How bad a risk is, and the code or rule that tells it. */
type LeveledCode = readonly [level: RiskLevel, code: string]

/** A changed file, or several that have nothing particular to tell. */
export interface FileLine {
  readonly level: FileChange['level']
  readonly title: string
  readonly paths: readonly string[]
  readonly risks: readonly string[]
  /** Level and code of each risk, in order. */
  readonly codes: readonly LeveledCode[]
}

const verbs = { added: 'new', removed: 'gone', changed: 'changed' } as const

/** One line for each file with risks of its own; one for all others of a subject. */
export function fileLines(files: readonly FileChange[]): readonly FileLine[] {
  const own = files.filter(({ risks }) => risks.length > 0)
  const rest = Map.groupBy(
    files.filter(({ risks }) => risks.length === 0),
    ({ subject, verb, level }) => `${subject} ${verb} ${level}`,
  )
  return [
    ...own.map(({ path, subject, verb, level, risks }) => {
      // The cut at the most of them leaves the worst.
      const sorted = risks.toSorted((a, b) => levelWeight(b.level) - levelWeight(a.level))
      return {
        level,
        title: `${path} (${verbs[verb]}): ${subjectWords[subject]}`,
        paths: [path],
        risks: sorted.map((risk) => `${risk.level}: ${fileRiskText(risk)}  [${risk.code}]`),
        codes: sorted.map((risk) => [risk.level, risk.code] as const),
      }
    }),
    ...[...rest.values()].map((same) => {
      const [{ subject, verb, level }] = same as [FileChange]
      const paths = same.map(({ path }) => path)
      const named = paths.length === 1 ? (paths[0] ?? '') : `${count(paths.length, 'file')}, ${some(paths, 3)}`
      return { level, title: `${named} (${verbs[verb]}): ${subjectWords[subject]}`, paths, risks: [], codes: [] }
    }),
  ]
}

/** Each risk behind the word for it, at most so many, and the number of the others. */
export function shownRisks({ risks, codes }: FileLine, most: number, width: number, word: string): readonly string[] {
  const shown = risks.slice(0, most).map((risk) => `${word}${short(risk, width)}`)
  const left = codes.slice(most)
  return left.length > 0 ? [...shown, `and ${count(left.length, 'risk')} more${grave(left)}`] : shown
}

/** High and medium risks that a cut leaves out, by code: `: high made-public 3, medium guard-lost`. */
export function grave(codes: readonly LeveledCode[]): string {
  const counts = Map.groupBy(
    codes.filter(([level]) => isAtLeast(level, 'medium')),
    (code) => code.join(' '),
  )
  const words = [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { length }]) => (length === 1 ? code : `${code} ${length}`))
  return words.length === 0 ? '' : `: ${words.join(', ')}`
}

/** Files that decide what is rendered, by their subject. */
const rendering = new Set<FileSubject>(['spec', 'extra', 'release', 'kept-spec', 'fleet'])

/** For a change of files alone: rendered files that lag behind would hide what is meant. */
export const noObjects = ({ files }: Pick<Review, 'files'>): string =>
  files.some(({ subject }) => rendering.has(subject))
    ? 'No object changes. If what it changes is not rendered yet, run npx nx run gen:manifests first.'
    : 'No object changes.'

/** For a review without a change of an object. */
export const nothingText = (review: Pick<Review, 'files' | 'unrendered' | 'issues'>): string =>
  review.files.length + review.unrendered.length + review.issues.length === 0
    ? 'Nothing changes: formatting and the order of keys at most.'
    : noObjects(review)
