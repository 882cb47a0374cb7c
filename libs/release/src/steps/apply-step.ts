import { few, issue, ok, refused, type Issue, type Outcome, folderOf } from '@slipway/core'
import {
  committed,
  needsRemerge,
  temporaryName,
  writeTree,
  type Committed,
  type Disk,
  type Edited,
  type Files,
  type Lock,
} from '@slipway/tree'
import { gitWork } from '@slipway/tree/merge'
import type { TreeChange } from './tree-change.ts'
import { indexLock, type Git } from '../git.ts'
import { factText, titleOf } from '../sentences.ts'
import { shell } from '../shell.ts'
import type { Step } from './step.ts'
import { listed } from './target.ts'

/** New texts by path; `undefined` deletes. */
export type Texts = ReadonlyMap<string, string | undefined>

const messageText = (step: Step): string =>
  [titleOf(step), ...(step.facts.length === 0 ? [] : ['', ...step.facts.map(factText)])].join('\n')

/** Filled under a temporary name, then renamed. */
function put(disk: Disk, file: string, text: string): void {
  const folders = file.split('/').slice(0, -1)
  folders.forEach((_, i) => disk.makeFolder(folders.slice(0, i + 1).join('/')))
  // The lock made this folder; the next run sweeps what a killed one left.
  const temporary = `.slipway/${temporaryName()}`
  disk.write(temporary, text)
  disk.rename(temporary, file)
}

/** Nobody's edits: texts that git has, and texts that the inputs render. */
const nobodys =
  (was: Files): Committed =>
  (root, texts) => {
    const rendered = [...texts]
      .filter(([file, text]) => was.get(file) === Buffer.from(text).toString())
      .map(([file]) => file)
    return new Set([...rendered, ...committed(root, texts)])
  }

/**
 * Writes rendered files first, the app's own last: after a kill the release still names the old image, and the same
 * verb continues.
 * @param was the files rendered before it
 */
export function toDisk(
  disk: Disk,
  lock: Lock,
  own: Texts,
  changed: TreeChange,
  was: Files,
): Outcome<readonly Edited[]> {
  const wanted = new Map([...changed].flatMap(([path, text]) => (text === undefined ? [] : [[path, text] as const])))
  const written =
    changed.size === 0
      ? ok({ edited: [] })
      : writeTree(disk, wanted, lock, { scope: (path) => changed.has(path), committed: nobodys(was) })
  if (!written.ok) return written
  try {
    for (const [file, text] of own) {
      if (text !== undefined) put(disk, file, text)
      else disk.remove(file)
    }
    const emptied = [...own].filter(([, text]) => text === undefined).map(([file]) => folderOf(file))
    for (const folder of new Set(emptied.sort((a, b) => b.length - a.length))) disk.removeFolder(folder)
  } catch (error) {
    const got = error instanceof Error ? error.message : String(error)
    return refused(
      disk.root,
      'disk',
      got,
      'a disk that takes the files',
      'correct what the message names, then run the same again',
    )
  }
  return ok(written.value.edited)
}

/** Obstacles to a commit, found before anything is written. */
export function obstacles(
  git: Git,
  disk: Disk,
  own: Texts,
  changed: TreeChange,
  apps: readonly string[],
): readonly Issue[] {
  const issues: Issue[] = []
  const work = gitWork(git.root)
  if (!work.ok) return work.issues
  if (work.value.operation !== undefined || needsRemerge(disk)) {
    const got =
      work.value.operation === undefined
        ? 'a merge that took one side of generated files'
        : `a ${work.value.operation} that is not finished`
    issues.push(
      issue(
        git.root,
        '',
        'release-merge',
        got,
        'a clone with nothing open',
        'end it first: npx slipway resolve says how',
      ),
    )
  }
  if (git.ask(['rev-parse', '--verify', '-q', 'HEAD']).status !== 0)
    issues.push(
      issue(
        git.root,
        '',
        'no-commit',
        'a repository without a commit',
        'a commit to build upon',
        'commit what there is first',
      ),
    )
  const identity = git.ask(['var', 'GIT_COMMITTER_IDENT'])
  if (identity.status !== 0) {
    const hint = 'git config user.name "..." and git config user.email "..."'
    issues.push(
      issue(git.root, '', 'no-identity', 'a git that does not know who commits', 'a name and an address', hint),
    )
  }
  issues.push(...mixed(git, own, changed, apps))
  return issues
}

/** Uncommitted changes that would slip into the commit: of the files to write, or of their inputs. */
function mixed(git: Git, own: Texts, changed: TreeChange, apps: readonly string[]): readonly Issue[] {
  const folders = apps.flatMap((app) => [`apps/${app}`, `:(exclude)apps/${app}/src`])
  const inputs = [...folders, 'fleet', 'libs', 'package-lock.json']
  const said = git.run([
    'status',
    '--porcelain',
    '-z',
    '--untracked-files=all',
    '--',
    ...inputs,
    ...own.keys(),
    ...changed.keys(),
  ])
  if (!said.ok) return said.issues
  const dirty = said.value
    .split('\0')
    .filter((row) => row !== '')
    .map((row) => row.slice(3))
  if (dirty.length === 0) return []
  const got = `changes that are not committed: ${few(dirty, 5)}`
  return [
    issue(
      git.root,
      '',
      'dirty-tree',
      got,
      'a commit of this release alone',
      'commit or stash them first; changes elsewhere are no matter',
    ),
  ]
}

/**
 * Uncommitted release and rendered files: a killed run, or one without `--commit`, leaves them, and the next finds
 * nothing to do.
 */
export function uncommitted(git: Git, app: string): Issue | undefined {
  const paths = [`apps/${app}/releases`, `:(glob)clusters/*/*/${app}/**`, `:(glob)aws/**/*-function-${app}.*`]
  const said = git.ask(['status', '--porcelain', '-z', '--no-renames', '--untracked-files=all', '--', ...paths])
  const files = said.stdout.split('\0').flatMap((row) => (row === '' ? [] : [row.slice(3 + git.prefix.length)]))
  if (files.length === 0) return undefined
  const folders = [...new Set(files.map(folderOf))].sort()
  const got = `it is in ${listed(files.slice(0, 5))}${files.length > 5 ? ` and ${files.length - 5} more` : ''}, but in no commit`
  const hint = `${shell(['git', 'stash', 'push', '--include-untracked', '--', ...folders])}, then run the same again; or commit them as they are`
  return issue(
    git.root,
    '',
    'not-committed',
    got,
    'release files as in HEAD: an earlier run was stopped, or had no --commit',
    hint,
  )
}

export function detached(git: Git): Issue | undefined {
  const lock = indexLock(git)
  if (lock !== undefined) {
    const want = 'an index that nobody else has open, so that a commit can follow what is written'
    return issue(
      lock,
      '',
      'index-locked',
      'a lock of git',
      want,
      `wait for the git that has it; if none runs, it was killed: rm ${shell([lock])}`,
    )
  }
  if (git.ask(['symbolic-ref', '-q', 'HEAD']).status === 0) return undefined
  const hint = 'git switch main, or --pr, which makes a branch of its own'
  return issue(git.root, '', 'detached-head', 'a detached HEAD', 'a branch that the commit goes onto', hint)
}

/** Commits these paths; keeps other staged changes. @returns the commit */
export function toCommit(git: Git, paths: readonly string[], step: Step): Outcome<string> {
  const known = git.run(['ls-files', '-z', '--', ...paths])
  if (!known.ok) return known
  const tracked = new Set(known.value.split('\0'))
  const there = paths.filter((path) => tracked.has(path) || git.ask(['ls-files', '--others', '--', path]).stdout !== '')
  if (there.length === 0)
    return refused(git.root, 'release-git', 'nothing to commit', 'a change', 'git status says what there is')
  const added = git.run(['add', '--all', '--', ...there])
  if (!added.ok) return added
  const done = git.run(['commit', '--quiet', '--only', '-m', messageText(step), '--', ...there])
  if (!done.ok) return done
  const head = git.run(['rev-parse', 'HEAD'])
  return head.ok ? ok(head.value.trim()) : head
}

/** Says in a commit of ours what tree we gave it: whoever changes that, or adds a commit, is somebody else. */
export const treeTrailer = 'Slipway-Tree'

/** Upon HEAD, without touching work tree, index or branch. @param index a temporary file for git */
export function looseCommit(git: Git, files: Texts, step: Step, index: string): Outcome<string> {
  const env = { GIT_INDEX_FILE: index }
  const read = git.run(['read-tree', 'HEAD'], { env })
  if (!read.ok) return read
  const rows: string[] = []
  for (const [file, text] of files) {
    const blob = text === undefined ? ok('0'.repeat(40)) : git.run(['hash-object', '-w', '--stdin'], { input: text })
    if (!blob.ok) return blob
    rows.push(`${text === undefined ? '0' : '100644'} ${blob.value.trim()}\t${git.prefix}${file}\n`)
  }
  const updated = git.run(['update-index', '--index-info'], { env, input: rows.join('') })
  if (!updated.ok) return updated
  const tree = git.run(['write-tree'], { env })
  if (!tree.ok) return tree
  const commit = git.run(['commit-tree', tree.value.trim(), '-p', 'HEAD', '-F', '-'], {
    input: `${messageText(step)}\n\n${treeTrailer}: ${tree.value.trim()}\n`,
  })
  return commit.ok ? ok(commit.value.trim()) : commit
}
