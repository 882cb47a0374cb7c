import { levelOf, type RiskLevel } from '../risks/level.ts'
import { judgeAws } from './aws.ts'
import { judgeCodeOwners } from './code-owners.ts'
import { judgeDockerfile } from './dockerfile.ts'
import {
  fileRisk,
  nothingAround,
  type Around,
  type FileFound,
  type FileJudge,
  type FileRisk,
  type FileSubject,
} from './file-risk.ts'
import { judgeSpec } from './given-words.ts'
import { judgeLockfile } from './lockfile.ts'
import { judgePackage } from './packages.ts'
import { judgePins } from './pins.ts'
import { judgeGitSettings, judgeNpmSettings, judgeWorkstation } from './settings.ts'
import { subjectOf } from './subject.ts'
import { judgeWorkflow } from './workflow.ts'

/** A file on one side. */
export interface FileSide {
  readonly kind: 'file' | 'link' | 'submodule' | 'other'
  readonly executable: boolean
  readonly size: number
  /** `undefined` if the file is no UTF-8, or too large. */
  readonly text: string | undefined
}

export interface ChangedFile {
  readonly path: string
  readonly before: FileSide | undefined
  readonly after: FileSide | undefined
}

/** One changed file of a pull request that is no manifest, or a manifest that is not what it seems. */
export interface FileChange {
  readonly path: string
  readonly subject: FileSubject
  readonly verb: 'added' | 'removed' | 'changed'
  readonly level: RiskLevel | 'none'
  readonly risks: readonly FileRisk[]
}

/** Bytes above which a file is named, and not read. */
export const largestFile = 8 * 2 ** 20

const judges: Readonly<Partial<Record<FileSubject, FileJudge>>> = {
  aws: judgeAws,
  workflow: judgeWorkflow,
  codeowners: judgeCodeOwners,
  dockerfile: judgeDockerfile,
  spec: judgeSpec,
  package: judgePackage,
  lockfile: judgeLockfile,
  'npm-settings': judgeNpmSettings,
  pins: judgePins,
  'git-settings': judgeGitSettings,
  workstation: judgeWorkstation,
}

/** Characters that turn the direction of writing or are not seen at all (trojansource.codes). */
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u{e0000}-\u{e007f}]/u

/** A shell that stands there runs it for a command of that name. */
const isCommand = (path: string): boolean => /(?:^|\/)node_modules\/\.bin\//.test(path)

/** Files that people look at and nothing runs. */
const isPicture = (path: string): boolean => /\.(?:png|jpe?g|gif|webp|ico|svgz?|avif|woff2?)$/i.test(path)

/** Risks of a file of any kind. */
function anyFile({ path, before, after }: ChangedFile): readonly FileFound[] {
  if (after === undefined) return []
  if (after.kind === 'link') return [['high', 'link', after.text ?? '']]
  if (after.kind !== 'file') return [['high', after.kind === 'submodule' ? 'submodule' : 'no-file']]
  const found: FileFound[] = []
  if (isCommand(path)) found.push(['high', 'executable'])
  else if (after.executable && before?.executable === false) found.push(['medium', 'executable'])
  if (after.size > largestFile) found.push(['medium', 'too-large', after.size])
  else if (after.text === undefined && (after.executable || !isPicture(path))) found.push(['low', 'no-text'])
  const [character] = invisible.exec(after.text ?? '') ?? []
  if (character !== undefined && before?.text?.includes(character) !== true)
    found.push([
      'high',
      'invisible',
      `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0') ?? ''}`,
    ])
  return found
}

/** The power of a changed file, and the risks of its change. @param more risks that others found in it */
export function fileChange(
  file: ChangedFile,
  isEstate: boolean,
  more: readonly FileFound[] = [],
  around: Around = nothingAround,
): FileChange {
  const { path, before, after } = file
  const [subject, base] = subjectOf(path, isEstate)
  const texts = { path, before: before?.text, after: after?.text, around }
  // A side that cannot be read cannot be compared, and anyFile says so.
  const isRead = [before, after].every(
    (side) => side === undefined || (side.kind === 'file' && side.text !== undefined),
  )
  const found = [...more, ...anyFile(file), ...(isRead ? (judges[subject]?.(texts) ?? []) : [])]
  const risks = [...new Map(found.map((one) => [JSON.stringify(one), fileRisk(one)])).values()]
  const verb = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed'
  return { path, subject, verb, level: levelOf([base, ...risks.map(({ level }) => level)]), risks }
}
