import { pathPattern } from '@slipway/core'
import type { FileFound, FileJudge } from './file-risk.ts'

interface Line {
  readonly pattern: string
  readonly owners: readonly string[]
}

/** Each line is asked about each pattern. */
const mostLines = 3000
/** GitHub loads no larger file, and then nobody owns anything. */
const mostBytes = 3 * 2 ** 20

/** GitHub skips a line with one of these (docs.github.com, "About code owners"): the line before it decides. */
const unread = /^(?:!|\\#)|[[\]]/
const isOwner = (owner: string): boolean => /^@[\w.-]+(?:\/[\w.-]+)?$|^[^@\s]+@[^@\s]+$/.test(owner)

/** A blank behind a backslash belongs to the pattern. */
const wordsOf = (line: string): readonly string[] => line.replace(/(?:^|\s)#.*/s, '').match(/(?:\\.|\S)+/g) ?? []
const isUnread = ([pattern = '', ...owners]: readonly string[]): boolean =>
  unread.test(pattern) || !owners.every(isOwner)

const linesOf = (source = ''): readonly Line[] =>
  source.split('\n').flatMap((line) => {
    const words = wordsOf(line)
    const [pattern = '', ...owners] = words
    return pattern === '' || isUnread(words) ? [] : [{ pattern: pattern.replaceAll('\\ ', ' '), owners }]
  })

const unreadLines = (source = ''): readonly string[] =>
  source.split('\n').filter((line) => line.trim() !== '' && isUnread(wordsOf(line)))

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

/** Names at GitHub have no case. */
const without = (all: readonly string[], others: readonly string[]): readonly string[] => {
  const known = new Set(others.map((one) => one.toLowerCase()))
  return all.filter((one) => !known.has(one.toLowerCase()))
}

/** Code owners, by who loses a say in what: the last line that fits a path decides, so order counts. */
export const judgeCodeOwners: FileJudge = ({ path: file, before, after, around }) => {
  if ((after?.length ?? 0) > mostBytes) return [['high', 'too-large', after?.length ?? 0]]
  // GitHub takes the first of .github, the root and docs: a new file goes before those of the places behind it.
  const obeyed = before === undefined && !file.startsWith('docs/') ? around.codeOwners : before
  const [old, now] = [linesOf(obeyed), linesOf(after)]
  if (old.length + now.length > mostLines) return [['high', 'too-large', old.length + now.length]]
  const [was, is] = [ownersBy(old), ownersBy(now)]
  const patterns = [...new Set([...old, ...now].map(({ pattern }) => pattern))]
  const known = new Set(unreadLines(obeyed))
  const skipped = unreadLines(after).filter((line) => !known.has(line))
  const lines = skipped.map((line): FileFound => ['high', 'owner-unread', line.trim()])
  const changes = patterns.flatMap((pattern): readonly FileFound[] => {
    const path = probe(pattern)
    const [from, to] = [was(path), is(path)]
    const [lost, gained] = [without(from, to), without(to, from)]
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
  return [...lines, ...changes]
}
