import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { git, gitComplaint, paths, readManyBlobs } from '@slipway/cli/git'
import { inTemporaryFolder } from '@slipway/cli/temporary'
import { failed, issue, ok, show, type Issue, type Outcome } from '@slipway/core'
import { commitOf } from './git-side.ts'
import { pathTwins } from './path-twins.ts'

interface Entry {
  readonly mode: string
  readonly blob: string
  readonly file: string
}

const dependencies = /^apps\/[^/]+\/(?:[^]*\/)?node_modules\//

/** An app's own code and vendored things, which nothing here reads. */
const unread = /^apps\/[^/]+\/(?!app\.|extra\.ts$|(?:[^]*\/)?package\.json$|Dockerfile$|releases(?:\/|$)|config\/)/
/** Git takes no such names of people; a tree that was made by hand may have them. */
const climbs = /(?:^|\/)\.{1,2}(?:\/|$)/

/** A shell in the app's folder runs it for a command of that name: `npx slipway`, where nobody has installed yet. */
const program = /^apps\/[^/]+\/(?:[^]*\/)?node_modules\/\.bin\//

const programIssue = ({ file }: Entry): Issue =>
  issue(file, '', 'commit-program', 'a program', 'no node_modules/.bin in git: npm ci makes it', 'git rm --cached it')

/** A link or submodule leads elsewhere, so its content is unknown. */
function strange({ mode, file }: Entry): readonly Issue[] {
  if (isFile({ mode }) && !climbs.test(file)) return []
  const kinds: Readonly<Record<string, string>> = { '120000': 'a symbolic link', '160000': 'a repository of its own' }
  const got = kinds[mode] ?? 'a path that leads out'
  return [issue(file, '', 'commit-link', got, 'files and folders alone', 'commit the file itself')]
}

const isFile = ({ mode }: Pick<Entry, 'mode'>): boolean => mode.startsWith('100')

/** Paths that we read or run. The rest of a repository may have two such files for its own reasons. */
const ours = /^(?:[^/]+$|(?:apps|fleet|clusters|argocd|aws|libs|tools|\.github)\/)/i

function twinIssues(root: string, commit: string): readonly Issue[] {
  const files = paths(git(root, ['ls-tree', '-r', '-z', '--name-only', commit]).stdout)
  return pathTwins(files.filter((file) => !dependencies.test(file)))
    .filter(([, file]) => ours.test(file) && !unread.test(file))
    .map(([one, other]) =>
      issue(
        other,
        '',
        'commit-twin',
        `another path than ${show(one)}`,
        'paths that differ by more than capitals, normal forms and signs at the end: on macOS and Windows these are one',
        'git mv one of them',
      ),
    )
}

function entriesOf(root: string, commit: string, folders: readonly string[]): Outcome<readonly Entry[]> {
  const listed = git(root, ['ls-tree', '-r', '-z', commit, '--', ...folders])
  if (listed.status !== 0)
    return failed(
      issue(
        root,
        '',
        'commit-unread',
        gitComplaint(listed),
        'a commit that git can read',
        'git fetch it, then run it again',
      ),
    )
  const all = paths(listed.stdout).map((row): Entry => {
    const [, mode = '', blob = '', file = ''] = /^(\d+) \w+ (\w+)\t([^]*)$/.exec(row) ?? []
    return { mode, blob, file }
  })
  const entries = all.filter(({ mode, file }) => !dependencies.test(file) && (isFile({ mode }) || !unread.test(file)))
  const issues = [
    ...all.filter(({ file }) => program.test(file)).map(programIssue),
    ...entries.flatMap(strange),
    ...twinIssues(root, commit),
  ]
  return issues.length > 0 ? failed(...issues) : ok(entries)
}

/**
 * Lays out what git has at a commit, from its objects alone: no work tree, filter, link or untracked file has a say in
 * it.
 * @param folders of the estate, relative to its root
 */
export async function atCommit<T>(
  root: string,
  ref: string,
  folders: readonly string[],
  work: (folder: string) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const commit = commitOf(root, ref)
  if (!commit.ok) return commit
  const entries = entriesOf(root, commit.value, folders)
  if (!entries.ok) return entries
  return inTemporaryFolder('commit', async (folder) => {
    const contents = await readManyBlobs(
      root,
      entries.value.map(({ blob }) => blob),
    )
    for (const [i, { file, mode }] of entries.value.entries()) {
      const place = path.join(folder, file)
      mkdirSync(path.dirname(place), { recursive: true })
      writeFileSync(place, contents[i] ?? '')
      if (mode === '100755') chmodSync(place, 0o755)
    }
    return work(folder)
  })
}
