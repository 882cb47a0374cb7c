import { existsSync } from 'node:fs'
import path from 'node:path'
import { git, paths, type GitAnswer } from '@slipway/cli/git'
import { failed, issue, ok, type Issue, type Outcome } from '@slipway/core'
import type { Disk } from '../write/disk.ts'
import type { Files } from '../render/files.ts'
import type { Lock } from '../write/lock.ts'
import { ownedFolders } from '../render/path.ts'
import { needsRemerge } from '../write/remerge.ts'
import type { WriteOptions, Written } from '../write/write.ts'
import { writeTree } from '../cache/cached-tree.ts'

type Operation = 'merge' | 'rebase' | 'cherry-pick' | 'revert'

interface GitWork {
  readonly operation: Operation | undefined
  readonly generated: readonly string[]
  /** Files that the tree is rendered from. */
  readonly inputs: readonly string[]
  readonly others: readonly string[]
}

export interface Resolved extends Written {
  readonly work: GitWork
  readonly next: string
}

const inputs = /^(?:(?:apps|fleet|libs|tools)\/|package(?:-lock)?\.json$|tsconfig\.json$|nx\.json$)/
const isGenerated = (file: string): boolean => ownedFolders.some((folder) => file.startsWith(`${folder}/`))

/** In git's own order: a rebase step has a CHERRY_PICK_HEAD as well. */
const signs: readonly (readonly [string, Operation])[] = [
  ['rebase-merge', 'rebase'],
  ['rebase-apply', 'rebase'],
  ['MERGE_HEAD', 'merge'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
]

function gitIssue(root: string, verb: string, { stderr }: GitAnswer): Issue {
  const said = stderr.trim().split('\n')[0] || 'no answer'
  return issue(
    root,
    '',
    'resolve-git',
    `${verb}: ${said}`,
    'a git repository that takes the rendered files',
    'correct what git says, then run it again',
  )
}

export function gitWork(root: string): Outcome<GitWork> {
  const folder = git(root, ['rev-parse', '--absolute-git-dir'])
  if (folder.status !== 0) return failed(gitIssue(root, 'git rev-parse', folder))
  const listed = git(root, ['ls-files', '--unmerged', '-z'])
  if (listed.status !== 0) return failed(gitIssue(root, 'git ls-files', listed))
  const files = [...new Set(paths(listed.stdout).map((row) => row.slice(row.indexOf('\t') + 1)))].sort()
  const generated = files.filter(isGenerated)
  const from = files.filter((file) => inputs.test(file))
  return ok({
    operation: signs.find(([name]) => existsSync(path.join(folder.stdout.trim(), name)))?.[1],
    generated,
    inputs: from,
    others: files.filter((file) => !isGenerated(file) && !inputs.test(file)),
  })
}

const unmergedInput = (file: string): Issue =>
  issue(
    file,
    '',
    'resolve-input',
    'a file with an open merge conflict',
    'merged inputs, because the tree is rendered from them',
    `merge it, git add ${file}, then: npx slipway resolve`,
  )

function nextStep({ operation, others }: GitWork, staged: boolean): string {
  const first = others.length === 0 ? '' : `merge and git add ${others.join(', ')}, then `
  if (operation !== undefined && operation !== 'merge') return `${first}git ${operation} --continue`
  return operation === 'merge' || staged || others.length > 0
    ? `${first}git commit`
    : 'nothing: the tree in git is the rendered one'
}

function stage(root: string): Issue | undefined {
  const known = git(root, ['ls-files', '-z', '--', ...ownedFolders]).stdout
  const folders = ownedFolders.filter(
    (folder) => existsSync(path.join(root, folder)) || known.startsWith(`${folder}/`) || known.includes(`\0${folder}/`),
  )
  if (folders.length === 0) return undefined
  const added = git(root, ['add', '--all', '--', ...folders])
  return added.status === 0 ? undefined : gitIssue(root, 'git add', added)
}

/**
 * Ends the conflicts in generated files: renders the merged inputs, writes over what git left, stages it. No side's
 * text is taken, because both were made from other inputs.
 * @param render run after all inputs are seen to be merged
 * @returns nothing when no generated file waits
 */
export async function resolveTree(
  disk: Disk,
  lock: Lock,
  render: () => Promise<Outcome<Files>>,
  options: Omit<WriteOptions, 'scope'> = {},
): Promise<Outcome<Resolved | undefined>> {
  const work = gitWork(disk.root)
  if (!work.ok) return work
  if (work.value.inputs.length > 0) return failed(...work.value.inputs.map(unmergedInput))
  if (work.value.generated.length === 0 && work.value.operation === undefined && !needsRemerge(disk))
    return ok(undefined)
  const files = await render()
  if (!files.ok) return files
  const written = writeTree(disk, files.value, lock, options)
  if (!written.ok) return written
  const refused = stage(disk.root)
  if (refused !== undefined) return failed(refused)
  const staged = git(disk.root, ['diff', '--cached', '--quiet', '--', ...ownedFolders]).status === 1
  return ok({ ...written.value, work: work.value, next: nextStep(work.value, staged) })
}
