import { pathPattern } from '@slipway/core'
import type { FileFound, FileJudge } from './file-risk.ts'

interface Line {
  readonly pattern: string
  readonly owners: readonly string[]
}

/** GitHub reads files of at most 3 MB; each line is asked about each pattern. */
const mostLines = 3000

const linesOf = (source = ''): readonly Line[] =>
  source.split('\n').flatMap((line) => {
    const [pattern = '', ...owners] = line
      .replace(/(?:^|\s)#.*$/, '')
      .trim()
      .split(/\s+/)
    return pattern === '' ? [] : [{ pattern, owners }]
  })

/** Patterns as in .gitignore (docs.github.com, "About code owners"). */
function test(pattern: string): (path: string) => boolean {
  const isRooted = pattern.replace(/\/$/, '').includes('/')
  const body = `${isRooted ? '' : '**/'}${pattern.replace(/^\//, '').replace(/\/$/, '')}`
  const [whole, below] = [pathPattern(body), pathPattern(`${body}/**`)]
  // `docs/*` owns the files of a folder and not those below; all else owns what lies below, too.
  if (pattern.endsWith('/')) return (path) => below(path) && !whole(path)
  return pattern.endsWith('/*') ? whole : (path) => whole(path) || below(path)
}

/** A path that a pattern is about. */
const probe = (pattern: string): string => {
  const path = pattern.replace(/^\//, '').replaceAll('**', 'any/any').replaceAll(/[*?]/g, 'any')
  return path.endsWith('/') || path === '' ? `${path}any` : path
}

const ownersBy = (lines: readonly Line[]) => {
  const tests = lines.map(({ pattern, owners }) => ({ fits: test(pattern), owners }))
  return (path: string): readonly string[] => tests.findLast(({ fits }) => fits(path))?.owners ?? []
}

/** Whom GitHub asks of a path. */
export const ownersOf = (text: string | undefined): ((path: string) => readonly string[]) => {
  const lines = linesOf(text)
  return lines.length > mostLines ? () => [] : ownersBy(lines)
}

/** Code owners, by who loses a say in what: the last line that fits a path decides, so order counts. */
export const judgeCodeOwners: FileJudge = ({ before, after, around }) => {
  const [old, now] = [linesOf(before), linesOf(after)]
  if (old.length + now.length > mostLines) return [['high', 'too-large', old.length + now.length]]
  const [was, is] = [ownersBy(old), ownersBy(now)]
  const patterns = [...new Set([...old, ...now].map(({ pattern }) => pattern))]
  return patterns.flatMap((pattern): readonly FileFound[] => {
    const path = probe(pattern)
    const [from, to] = [was(path), is(path)]
    const [lost, gained] = [from.filter((one) => !to.includes(one)), to.filter((one) => !from.includes(one))]
    // A new folder takes no owner's say away: owners of the folder above have to approve its first files.
    if (around.isOfNewApp(path))
      return gained.length > 0 ? [['low', 'owner-gained', { pattern, owners: gained }] as const] : []
    return [
      ...(lost.length > 0 ? [['high', 'owner-lost', { pattern, owners: lost }] as const] : []),
      // One owner of a line is enough for an approval.
      ...(gained.length > 0
        ? [[from.length > 0 ? 'high' : 'low', 'owner-gained', { pattern, owners: gained }] as const]
        : []),
    ]
  })
}
