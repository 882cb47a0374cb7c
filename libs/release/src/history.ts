import { ok, parse, type Outcome } from '@slipway/core'
import { releaseFile, type ReleaseFile } from '@slipway/spec'
import { contents, type Git } from './git.ts'
import { releasePath } from './target.ts'

/** A state of an app in a cluster, from the commit on that brought it. */
export interface HistoryEntry {
  /** 0 is now, 1 the state before it. */
  readonly number: number
  readonly commit: string
  /** When that commit was made, in seconds since 1970. */
  readonly time: number
  readonly author: string
  readonly subject: string
  readonly release: ReleaseFile
  /** The same for two states with the same rendered files. */
  readonly rendered: string
}

interface Row {
  readonly commit: string
  readonly time: number
  readonly author: string
  readonly subject: string
}

/** More states than anybody reads or goes back to. */
const most = 500

function rows(text: string): readonly Row[] {
  return text.split('\n').flatMap((line): Row[] => {
    const [commit = '', time = '', author = '', subject = ''] = line.split('\0')
    return commit === '' ? [] : [{ commit, time: Number(time), author, subject }]
  })
}

export function releaseIn(text: string | undefined, file: string): ReleaseFile | undefined {
  try {
    const parsed = text === undefined ? undefined : parse(releaseFile, JSON.parse(text), file)
    return parsed?.ok === true ? parsed.value : undefined
  } catch {
    return undefined
  }
}

/** The state from which on a digest has been there; `undefined` when it is not there now. */
export const sinceOf = (entries: readonly HistoryEntry[], digest: string | undefined): HistoryEntry | undefined => {
  const other = entries.findIndex(({ release }) => release.digest !== digest)
  return entries[(other < 0 ? entries.length : other) - 1]
}

/** The names of an app's rendered folder in each commit: git's name of the tree, whatever the team was called. */
function renderedTrees(
  git: Git,
  app: string,
  cluster: string,
  commits: readonly string[],
  team: string,
): Outcome<readonly string[]> {
  const questions = commits.map((commit) => `${commit}:./clusters/${cluster}/${team}/${app}`)
  const answer = git.run(['cat-file', '--batch-check=%(objectname)'], { input: `${questions.join('\n')}\n` })
  return answer.ok
    ? ok(
        answer.value
          .split('\n')
          .slice(0, -1)
          .map((line) => (line.endsWith(' missing') ? '' : line)),
      )
    : answer
}

/**
 * What ran in a cluster, from git, newest first: each state of the app's release and rendered files on the branch that is checked out. A
 * merge counts as one change. States that differ in neither image nor rendered files (a hold) are one.
 * @param team the app's, whose folder in the tree is compared
 */
export function history(git: Git, app: string, cluster: string, team: string): Outcome<readonly HistoryEntry[]> {
  const file = releasePath(app, cluster)
  if (git.ask(['rev-parse', '--verify', '-q', 'HEAD']).status !== 0) return ok([])
  const logged = git.run([
    'log',
    '--first-parent',
    `--max-count=${most}`,
    '--format=%H%x00%ct%x00%an%x00%s',
    '--',
    file,
    `:(glob)clusters/${cluster}/*/${app}/**`,
  ])
  if (!logged.ok) return logged
  const commits = rows(logged.value)
  if (commits.length === 0) return ok([])
  const texts = contents(
    git,
    commits.map(({ commit }) => `${commit}:./${file}`),
  )
  if (!texts.ok) return texts
  const trees = renderedTrees(
    git,
    app,
    cluster,
    commits.map((c) => c.commit),
    team,
  )
  if (!trees.ok) return trees
  const states = commits.flatMap((row, i) => {
    const release = releaseIn(texts.value[i], file)
    return release === undefined ? [] : [{ ...row, release, rendered: trees.value[i] ?? '' }]
  })
  const same = (a: (typeof states)[number], b: (typeof states)[number] | undefined): boolean =>
    b !== undefined &&
    a.release.digest === b.release.digest &&
    a.release.version === b.release.version &&
    a.rendered === b.rendered
  // Of states that are the same, the oldest brought it.
  return ok(states.filter((state, i) => !same(state, states[i + 1])).map((state, number) => ({ ...state, number })))
}
