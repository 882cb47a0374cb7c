import path from 'node:path'
import { inTemporaryFolder } from '@slipway/cli/temporary'
import { failed, ok, refused, type Issue, type Outcome } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { conflictingPulls, unwanted } from './conflicting-pulls.ts'
import { contents, isBefore, type Git } from './git.ts'
import type { GitHub } from './github.ts'
import { releaseIn } from './history.ts'
import { looseCommit, type Texts } from './apply-step.ts'
import type { Note } from './remarks.ts'
import { factText, titleOf } from './sentences.ts'
import type { Step } from './step.ts'
import { listed, releasePath } from './target.ts'

/** One pull request for an app and a target: the last decision. */
export const branchOf = (step: Pick<Step, 'app' | 'target'>): string => `release/${step.app}-${step.target}`

export interface Opened {
  readonly branch: string
  readonly commit: string
  readonly url: string
  readonly isNew: boolean
}

/** The remote, and the fetched tip of the branch that Argo CD follows. */
interface Base {
  readonly remote: string
  readonly tip: string
}

function fetchBase(git: Git, branch: string): Outcome<Base> {
  const remotes = git.run(['remote'])
  if (!remotes.ok) return remotes
  const names = remotes.value.split('\n').filter((name) => name !== '')
  const remote = names.includes('origin') ? 'origin' : names[0]
  if (remote === undefined)
    return refused(
      git.root,
      'no-remote',
      'a clone without a remote',
      'a remote to push to',
      'git remote add origin ...',
    )
  const fetched = git.run(['fetch', '--quiet', remote, branch])
  if (!fetched.ok) return fetched
  const tip = git.run(['rev-parse', 'FETCH_HEAD'])
  return tip.ok ? ok({ remote, tip: tip.value.trim() }) : tip
}

/** HEAD must be on the base branch, its release files unchanged there. */
function fresh(git: Git, { tip }: Base, branch: string, step: Step): Outcome<undefined> {
  if (git.ask(['merge-base', '--is-ancestor', 'HEAD', tip]).status !== 0) {
    const hint = `git switch ${branch}, or push what is on it first; a shallow clone may lack what connects the two`
    return refused(
      git.root,
      'not-on-base',
      `commits that ${branch} does not have`,
      `a clone at ${branch}, because they would be in the pull request`,
      hint,
    )
  }
  const behind = git.ask(['diff', '--name-only', 'HEAD', tip, '--', `apps/${step.app}/releases`]).stdout.trim()
  if (behind === '') return ok(undefined)
  const got = `${behind.split('\n').join(', ')}, which changed on ${branch} since`
  return refused(git.root, 'behind', got, `the release files of ${branch}`, 'git pull, then run it again')
}

/** The branch already brings a later commit's image to all the clusters. */
function isOvertaken(git: Git, tip: string, step: Step): boolean {
  if (step.verb !== 'bump') return false
  const texts = contents(
    git,
    step.changes.map(({ cluster }) => `${tip}:./${releasePath(step.app, cluster.name)}`),
  )
  return (
    texts.ok &&
    step.changes.every(({ to }, i) => {
      const there = releaseIn(texts.value[i], '')
      return to.commit !== undefined && there?.commit !== undefined && isBefore(git)(to.commit, there.commit)
    })
  )
}

/**
 * Pushes a step as a branch upon HEAD and opens or renews its pull request. The work tree is not touched; the push
 * names the branch's last tip, so of two runs at once one fails.
 * @returns `undefined` when the open pull request brings a later image
 */
export function openPullRequest(
  git: Git,
  gitHub: GitHub,
  step: Step,
  files: Texts,
  body: string,
  base: string,
): Outcome<Opened | undefined> {
  const at = fetchBase(git, base)
  if (!at.ok) return at
  const good = fresh(git, at.value, base, step)
  if (!good.ok) return good
  const branch = branchOf(step)
  const ref = `refs/heads/${branch}`
  const found = git.run(['ls-remote', at.value.remote, ref])
  if (!found.ok) return found
  const earlier = found.value.split('\t')[0] ?? ''
  if (earlier !== '') {
    const fetched = git.run(['fetch', '--quiet', at.value.remote, ref])
    if (!fetched.ok) return fetched
    if (isOvertaken(git, earlier, step)) return ok(undefined)
  }
  const made = inTemporaryFolder('index', (folder) => looseCommit(git, files, step, path.join(folder, 'index')))
  if (!made.ok) return made
  const { commit, tree } = made.value
  const same = earlier !== '' && git.ask(['rev-parse', `${earlier}^{tree}`]).stdout.trim() === tree
  if (!same) {
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
  const pull = gitHub.open(branch, base, titleOf(step), body)
  if (pull.ok) return ok({ branch, commit: same ? earlier : commit, ...pull.value })
  const pushed = `The branch ${branch} is pushed; nothing else is to be undone`
  return failed(...pull.issues.map((one) => ({ ...one, hint: `${one.hint}. ${pushed}` })))
}

/**
 * The app's other pull requests that would bring an unwanted image: a reject closes them; a rollback names them,
 * because the image may do well elsewhere. @param step its own pull request is open
 */
export function stopOthers(git: Git, gitHub: GitHub, step: Step, fleet: Fleet): Outcome<readonly Note[]> {
  const digests = unwanted(step)
  if (digests.size === 0) return ok([])
  const base = fleet.repository.branch
  const at = fetchBase(git, base)
  const found = at.ok ? conflictingPulls(git, at.value.remote, at.value.tip, step.app, fleet, digests) : at
  if (!found.ok) return found
  const notes: Note[] = []
  const issues: Issue[] = []
  for (const pull of found.value) {
    if (pull.branch === branchOf(step)) continue
    if (step.verb !== 'reject') {
      notes.push(['pull-open', pull])
      continue
    }
    const closed = gitHub.close(pull.branch, base, `Rejected: ${step.facts.map(factText).join('. ')}`)
    if (closed.ok && closed.value !== undefined) notes.push(['pull-closed', { ...pull, url: closed.value }])
    const hint = `${pull.branch} would bring it to ${listed(pull.clusters)}: close it by hand, gh pr close ${pull.branch}`
    if (!closed.ok) issues.push(...closed.issues.map((one) => ({ ...one, hint })))
  }
  return issues.length > 0 ? failed(...issues) : ok(notes)
}
