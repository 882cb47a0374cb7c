import { ok, parse, readJson, type Outcome } from '@slipway/core'
import { releaseFile, type ReleaseFile } from '@slipway/spec'
import { functionStackFiles, type ClusterPlace } from './function-stack.ts'
import { contents, type Git } from './git.ts'
import { releasePath } from './steps/target.ts'

export interface HistoryEntry {
  /** 0 is now. */
  readonly number: number
  readonly commit: string
  readonly time: number
  readonly author: string
  readonly subject: string
  readonly release: ReleaseFile
  /** Equal for equal rendered files. */
  readonly rendered: string
  /** Equal for equal versions of secrets; empty where none is pinned. */
  readonly secrets: string
}

interface Row {
  readonly commit: string
  readonly time: number
  readonly author: string
  readonly subject: string
}

const most = 500

function rows(text: string): readonly Row[] {
  return text.split('\n').flatMap((line): Row[] => {
    const [commit = '', time = '', author = '', subject = ''] = line.split('\0')
    return commit === '' ? [] : [{ commit, time: Number(time), author, subject }]
  })
}

export function releaseIn(text: string | undefined, file: string): ReleaseFile | undefined {
  const parsed = parse(releaseFile, readJson(text ?? ''), file)
  return parsed.ok ? parsed.value : undefined
}

/** Since when a digest is there; `undefined` when it is not there now. */
export const sinceOf = (entries: readonly HistoryEntry[], digest: string | undefined): HistoryEntry | undefined => {
  const other = entries.findIndex(({ release }) => release.digest !== digest)
  return entries[(other < 0 ? entries.length : other) - 1]
}

/** Git's names of the tree and of a function's stack, and of the file of pinned secrets. */
function renderedNames(
  git: Git,
  app: string,
  cluster: ClusterPlace,
  commits: readonly string[],
  team: string,
): Outcome<readonly string[]> {
  const folder = `clusters/${cluster.name}/${team}/${app}`
  const stacks = functionStackFiles(cluster, app)
  const questions = commits.flatMap((commit) =>
    [folder, ...stacks, `${folder}/externalsecret-${app}-pinned-secrets.yaml`].map((file) => `${commit}:./${file}`),
  )
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
 * The states of an app's release and rendered files on this branch, newest first. A merge counts as one change;
 * states that differ in neither image nor files (a hold) are one.
 * @param team whose folder in the tree is compared
 */
export function history(git: Git, app: string, cluster: ClusterPlace, team: string): Outcome<readonly HistoryEntry[]> {
  const file = releasePath(app, cluster.name)
  if (git.ask(['rev-parse', '--verify', '-q', 'HEAD']).status !== 0) return ok([])
  const logged = git.run([
    'log',
    '--first-parent',
    `--max-count=${most}`,
    '--format=%H%x00%ct%x00%an%x00%s',
    '--',
    file,
    `:(glob)clusters/${cluster.name}/*/${app}/**`,
    ...functionStackFiles(cluster, app),
  ])
  if (!logged.ok) return logged
  const commits = rows(logged.value)
  if (commits.length === 0) return ok([])
  const texts = contents(
    git,
    commits.map(({ commit }) => `${commit}:./${file}`),
  )
  if (!texts.ok) return texts
  const names = renderedNames(
    git,
    app,
    cluster,
    commits.map((c) => c.commit),
    team,
  )
  if (!names.ok) return names
  const states = commits.flatMap((row, i) => {
    const release = releaseIn(texts.value[i], file)
    const own = names.value.slice(4 * i, 4 * i + 4)
    const [rendered, secrets = ''] = [own.slice(0, 3).join(' '), own[3]]
    return release === undefined ? [] : [{ ...row, release, rendered, secrets }]
  })
  const same = (a: (typeof states)[number], b: (typeof states)[number] | undefined): boolean =>
    b !== undefined &&
    a.release.digest === b.release.digest &&
    a.release.version === b.release.version &&
    a.rendered === b.rendered
  // Of equal neighbours the oldest commit made the change.
  return ok(states.filter((state, i) => !same(state, states[i + 1])).map((state, number) => ({ ...state, number })))
}
