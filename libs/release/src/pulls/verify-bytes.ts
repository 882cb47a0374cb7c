import { baseName, show } from '@slipway/core'
import { sourceOf, type Files } from '@slipway/tree'
import type { Difference, Note } from '../remarks.ts'

export interface Compared {
  readonly same: number
  readonly of: number
  readonly differing: readonly Difference[]
  readonly notes: readonly Note[]
}

/** Another app's way in (docs/decisions.md, "A caller is one more file"). */
const callers = (app: string) => {
  const name = `authorizationpolicy-${app}-from-`
  return (path: string): boolean => baseName(path).startsWith(name)
}

/**
 * A rollback runs none, and may not be stopped by one: its Job goes with its policy and its Sidecar (libs/manifests).
 */
export const isMigration = (app: string, path: string): boolean =>
  ['job', 'networkpolicy', 'sidecar'].some((kind) => path.endsWith(`/${kind}-${app}-migrate.yaml`))

/** Without its first line, a comment about its source. */
const body = (text: string): string => (sourceOf(text) === undefined ? text : text.slice(text.indexOf('\n') + 1))

function differenceOf(path: string, was: string, is: string): Difference {
  const [a, b] = [was.split('\n'), is.split('\n')]
  const line = a.findIndex((text, i) => text !== b[i])
  const at = line < 0 ? a.length : line
  return {
    path,
    at: `line ${at + 1}`,
    got: show(b[at] ?? 'the end of the file'),
    want: `${show(a[at] ?? 'the end of the file')}, as it was`,
  }
}

/** A different first line (a comment), and callers that came or went, are noted and are no difference. */
export function compare(
  app: string,
  clusters: readonly string[],
  was: ReadonlyMap<string, string>,
  rendered: Files,
): Compared {
  const isCaller = callers(app)
  const mine = (path: string): boolean => {
    const [owner, cluster = '', team, name] = path.split('/')
    // Both sides have only this function's stacks below aws/.
    if (owner === 'aws') return true
    return owner === 'clusters' && clusters.includes(cluster) && team !== 'platform' && name === app
  }
  const is = new Map([...rendered].filter(([path]) => mine(path)))
  const differing: Difference[] = []
  const notes: Note[] = []
  let same = 0
  const paths = [...new Set([...was.keys(), ...is.keys()])].sort()
  for (const path of paths) {
    const [before, now] = [was.get(path), is.get(path)]
    if (before === now) same++
    else if (before !== undefined && now !== undefined) {
      if (body(before) === body(now)) notes.push(['comment-differs', path])
      else differing.push(differenceOf(path, before, now))
    } else if (now === undefined && isMigration(app, path)) notes.push(['no-migration', path])
    else if (isCaller(path)) notes.push([now === undefined ? 'caller-gone' : 'caller-stays', path])
    else
      differing.push(
        now === undefined
          ? { path, at: '', got: 'no such file', want: 'the file that was there' }
          : { path, at: '', got: 'a file that was not there', want: 'no such file' },
      )
  }
  const some: readonly Note[] = notes.length > 6 ? [...notes.slice(0, 5), ['more-files', notes.length - 5]] : notes
  return { same, of: paths.length, differing, notes: some }
}
