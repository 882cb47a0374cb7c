import path from 'node:path'
import { inTemporaryFolder } from '@slipway/cli/temporary'
import { failed, ok, refused, type Outcome } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { unwanted } from './conflicting-pulls.ts'
import { contents, fetchBase, isBefore, type Base, type Git } from '../git.ts'
import type { GitHub } from './github.ts'
import { releaseIn } from '../history.ts'
import { looseCommit, treeTrailer, type Texts } from '../steps/apply-step.ts'
import type { PreparedPull } from './prepared-pull.ts'
import { factText, titleOf } from '../sentences.ts'
import type { Step } from '../steps/step.ts'
import { releasePath } from '../steps/target.ts'

/**
 * One pull request for an app and a target: the last decision. An edition is no release, and takes no release's place.
 */
const branchOf = ({ verb, app, target }: Step): string =>
  `${verb === 'edition' ? 'edition' : 'release'}/${app}-${target}`

export interface Opened {
  readonly branch: string
  readonly commit: string
  readonly url: string
  readonly isNew: boolean
}

/** The commit's parent must be on the base branch, its release files unchanged there. */
function fresh(git: Git, { tip }: Base, { base, app, along = [], commit }: PreparedPull): Outcome<undefined> {
  const from = `${commit}^`
  if (git.ask(['merge-base', '--is-ancestor', from, tip]).status !== 0) {
    const hint = `git switch ${base}, or push what is on it first; a shallow clone may lack what connects the two`
    return refused(
      git.root,
      'not-on-base',
      `commits that ${base} does not have`,
      `a clone at ${base}, because they would be in the pull request`,
      hint,
    )
  }
  const behind = git
    .ask(['diff', '--name-only', from, tip, '--', ...[app, ...along].map((one) => `apps/${one}/releases`)])
    .stdout.trim()
  if (behind === '') return ok(undefined)
  const got = `${behind.split('\n').join(', ')}, which changed on ${base} since`
  return refused(git.root, 'behind', got, `the release files of ${base}`, 'git pull, then run it again')
}

/** The branch already brings a later commit's image to all the clusters. */
function isOvertaken(git: Git, tip: string, { app, sources }: PreparedPull): boolean {
  const clusters = Object.keys(sources)
  const texts = contents(
    git,
    clusters.map((cluster) => `${tip}:./${releasePath(app, cluster)}`),
  )
  return (
    texts.ok &&
    clusters.length > 0 &&
    clusters.every((cluster, i) => {
      const there = releaseIn(texts.value[i], '')?.commit
      return there !== undefined && isBefore(git)(sources[cluster] ?? '', there)
    })
  )
}

/** A tip that no run left so: somebody has put work of their own there. */
function foreignTip(git: Git, branch: string, tip: string): Outcome<undefined> {
  const { stdout } = git.ask(['log', '-1', `--format=%T %(trailers:key=${treeTrailer},valueonly)`, tip])
  const [tree, signed] = stdout.trim().split(/\s+/)
  if (signed === tree) return ok(undefined)
  const who = git.ask(['log', '-1', '--format=%h by %an', tip]).stdout.trim()
  return refused(
    branch,
    'foreign-commit',
    `the commit ${who}, which no run of Slipway made`,
    'a branch with nothing but the release on it',
    `take what is of use to a branch of its own, then delete ${branch} and run it again`,
  )
}

/** While the branch moves: no text may name another digest than the branch brings, whatever ends us. */
const renewed = (branch: string): string =>
  `The branch \`${branch}\` is being renewed, and its text with it. If this stays, the run that did so was ended: run it again.\n`

/**
 * Makes the commit upon HEAD and all that is to be said, without a word to remote or GitHub. The work tree is not
 * touched.
 */
export function preparePull(
  git: Git,
  step: Step,
  files: Texts,
  body: string,
  { repository, clusters }: Pick<Fleet, 'repository' | 'clusters'>,
): Outcome<PreparedPull> {
  const made = inTemporaryFolder('index', (folder) => looseCommit(git, files, step, path.join(folder, 'index')))
  if (!made.ok) return made
  const sources = step.changes.flatMap(({ cluster, to }) =>
    step.verb === 'bump' ? [[cluster.name, to.commit ?? ''] as const] : [],
  )
  return ok({
    branch: branchOf(step),
    base: repository.branch,
    title: titleOf(step),
    body,
    app: step.app,
    ...(step.along === undefined ? {} : { along: step.along.map((one) => one.app.name) }),
    ...Object.fromEntries(step.facts.flatMap(([code, data]) => (code === 'image-of' ? [['imageOf', data]] : []))),
    commit: made.value,
    sources: sources.some(([, commit]) => commit === '') ? {} : Object.fromEntries(sources),
    clusters: clusters.map(({ name }) => name),
    unwanted: [...unwanted(step)],
    closes: step.verb === 'reject' ? `Rejected: ${step.facts.map(factText).join('. ')}` : null,
  })
}

/**
 * Pushes a prepared commit as its branch and opens or renews its pull request. The push names the branch's last tip, so
 * of two runs at once one fails.
 * @returns `undefined` when the open pull request brings a later image
 */
export function publishPull(git: Git, gitHub: GitHub, pull: PreparedPull): Outcome<Opened | undefined> {
  const { branch, base, title, body, commit } = pull
  const at = fetchBase(git, base)
  if (!at.ok) return at
  const good = fresh(git, at.value, pull)
  if (!good.ok) return good
  const ref = `refs/heads/${branch}`
  const found = git.run(['ls-remote', at.value.remote, ref])
  if (!found.ok) return found
  const earlier = found.value.split('\t')[0] ?? ''
  if (earlier !== '') {
    const fetched = git.run(['fetch', '--quiet', at.value.remote, ref])
    if (!fetched.ok) return fetched
    const foreign = foreignTip(git, branch, earlier)
    if (!foreign.ok) return foreign
    if (isOvertaken(git, earlier, pull)) return ok(undefined)
  }
  const treeOf = (of: string): string => git.ask(['rev-parse', `${of}^{tree}`]).stdout.trim()
  const same = earlier !== '' && treeOf(earlier) === treeOf(commit)
  if (!same) {
    const noted = earlier === '' ? ok(undefined) : gitHub.renew(branch, base, renewed(branch))
    if (!noted.ok) return noted
    const pushed = git.run([
      'push',
      '--quiet',
      `--force-with-lease=${ref}:${earlier}`,
      at.value.remote,
      `${commit}:${ref}`,
    ])
    if (!pushed.ok) {
      // Servers word it in many ways that the branch moved; its tip says it in one.
      const after = git.run(['ls-remote', at.value.remote, ref])
      const meanwhile = after.ok && (after.value.split('\t')[0] ?? '') !== earlier
      const hint = `another run pushed ${branch} meanwhile: run it again, and see which of the two is right`
      return meanwhile ? failed(...pushed.issues.map((one) => ({ ...one, code: 'two-runs', hint }))) : pushed
    }
  }
  const opened = gitHub.open(branch, base, title, body)
  if (opened.ok) return ok({ branch, commit: same ? earlier : commit, ...opened.value })
  return failed(
    ...opened.issues.map((one) => ({
      ...one,
      hint: `${one.hint}. The branch ${branch} is pushed; nothing else is to be undone`,
    })),
  )
}
