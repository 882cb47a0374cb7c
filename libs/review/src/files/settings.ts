import type { RiskLevel } from '../risks/level.ts'
import type { FileFound, FileJudge } from './file-risk.ts'

/** How bad a line is; `undefined` for one that is not told. */
type Level = (line: string) => RiskLevel | undefined

const lines = (source = ''): readonly string[] =>
  source
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^[#;]/.test(line))

/** The name of a setting, whose value may be a token. */
const named = (line: string): string => (line.split(/[:=]/, 1)[0] ?? '').trimEnd()

const byLine =
  (added: Level, removed: Level, shown: (line: string) => string = (line) => line): FileJudge =>
  ({ before, after }) => {
    const [old, now] = [lines(before), lines(after)]
    const [was, is] = [new Set(old), new Set(now)]
    const told =
      (code: 'line-added' | 'line-removed', level: Level) =>
      (line: string): readonly FileFound[] => {
        const found = level(line)
        return found === undefined ? [] : [[found, code, shown(line)]]
      }
    return [
      ...now.filter((line) => !was.has(line)).flatMap(told('line-added', added)),
      ...old.filter((line) => !is.has(line)).flatMap(told('line-removed', removed)),
    ]
  }

/** Settings of where packages come from, and whether their scripts run. */
const dangerous =
  /registry|ignore-scripts|auth|token|^\/\/|shell|node-options|ssl|ca(?:file)?\b|proxy|\bgit\b|allow-|script|pnpmfile|plugin|path|config|prefix|package-lock|built|builds|patched|overrid|extension|preload|checksum|http|harden|immutable|trust|exotic|preapproved|\benv/i
/** Settings that hold back code of packages. */
const guards =
  /ignore-?scripts|enableScripts:\s*false|ssl|registry|trust|harden|immutable|checksum|exotic|allow-|package-lock/i
/** And what held back packages of today; `storage` and `userAgent` do not. */
const ages = /\bage\b|Age(?![a-z])/
/** A package in a catalog of pnpm and yarn, whatever it is called: as in package.json. */
const versioned = /^["']?[@\w./-]+["']?:\s+["']?[~^]?\d+\.\d+\.\d+(?:[-+][\w.-]+)?["']?$/
/** And one from git, an address, a folder, or by another name. */
const elsewhere = /:\s+["']?(?:[a-z][\w+.-]*:\S|[\w-]+\/[\w.-]+(?:#\S*)?["']?$)/i
export const judgeNpmSettings: FileJudge = byLine(
  (line) => (elsewhere.test(line) || (dangerous.test(line) && !versioned.test(line)) ? 'high' : 'medium'),
  (line) => (guards.test(line) || ages.test(line) ? 'high' : 'low'),
  named,
)

/** Ignored files matter only if they are manifests. */
const ofManifests: Level = (line) =>
  /\.(?:ya?ml|json)\b|^\/?\*\/?$|^!?\/?(?:clusters|argocd|aws|apps|fleet)\b/.test(line) ? 'low' : undefined

/** Settings of an editor, programs that a person starts there, and words for agents. */
const startsNothing = /(?:^|\/)(?:\.vscode\/(?:launch|settings)\.json$|\.idea\/)|\.md$/

/**
 * Editors and direnv run the others for whoever opens the folder, once somebody has said that it is trusted
 * (https://containers.dev/implementors/json_reference/#lifecycle-scripts,
 * https://code.visualstudio.com/docs/editor/tasks#_run-behavior).
 */
export const judgeWorkstation: FileJudge = ({ path, before, after }) =>
  after === undefined || after === before
    ? []
    : [[startsNothing.test(path) ? 'low' : 'medium', 'run-changed', { at: path }]]

/** Marks by which a forge folds a file's diff, and git runs a filter or a merge driver. */
const hiding = /\s(?:-diff|binary|linguist-(?:generated|vendored)|diff=|-text)\b/
export const judgeGitSettings: FileJudge = (texts) => {
  const { path, before } = texts
  // Blame is for people.
  if (path.endsWith('revs')) return []
  if (path.endsWith('.gitignore')) return byLine(ofManifests, ofManifests)(texts)
  if (path.endsWith('.gitmodules'))
    return byLine(
      () => 'high',
      () => 'low',
    )(texts)
  // Where large files come from, and with whose credentials (git-lfs-config).
  if (path.endsWith('.lfsconfig'))
    return byLine(
      (line) => (/url|remote|access|transfer|skip/i.test(line) ? 'high' : 'low'),
      () => 'low',
    )(texts)
  const known = new Set(lines(before))
  const hidden = lines(texts.after).filter((line) => !known.has(line) && hiding.test(line))
  const rest = byLine(
    (line) => (/filter=|merge=/.test(line) ? 'high' : 'medium'),
    () => 'medium',
  )(texts)
  return [
    ...hidden.map((line): FileFound => ['high', 'hidden-from-review', line]),
    ...rest.filter(([, , line]) => !hidden.includes(line as string)),
  ]
}
