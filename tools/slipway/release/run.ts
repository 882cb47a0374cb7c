import { failed, formatIssues, issuesOf, ok, sortIssues, type Issue, type Outcome } from '@slipway/core'
import {
  after,
  bump,
  checksOf,
  credentialsOf,
  findApp,
  findImage,
  findTarget,
  hold,
  isBefore,
  next,
  openGit,
  promote,
  reject,
  repositoryOf,
  rollback,
  treeChange,
  uncommitted,
  unhold,
  type Decision,
  type Git,
  type Step,
  type Target,
} from '@slipway/release'
import { loadEstate, placementIssues, type AppSource, type Estate } from '@slipway/spec'
import type { Disk, Lock } from '@slipway/tree'
import { land, locked, type Result } from './land.ts'
import { look } from './look.ts'
import type { Options } from './options.ts'
import { doneJson, doneText, undoneJson, undoneText } from './report.ts'

interface Speech {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly now: () => Date
}

async function decide(options: Options, estate: Estate, git: Outcome<Git>, now: Date): Promise<Outcome<Decision>> {
  const [app = '', target = ''] = options.words
  const { reason = '', from = '', to = '', cluster = '', digest = '', ...values } = options.values
  const { image, version, source: commit, run, override } = values
  const landing = options.pr ? '--pr' : options.commit ? '--commit' : undefined
  const said = { app, target, reason }
  const scene = { estate, now, isBefore: git.ok ? isBefore(git.value) : () => false }
  switch (options.verb) {
    case 'bump':
      return bump(scene, { app, target, image, version, commit, run, override })
    case 'promote':
      return promote(scene, { app, from, to, override })
    case 'next':
      return next(scene, { cluster, app: values['app'] ?? '', digest, override })
    case 'hold':
      return hold(estate, said)
    case 'unhold':
      return unhold(estate, said)
    case 'reject':
      return reject(estate, { app, digest: target, reason })
    case 'rollback': {
      const state = to === '' ? undefined : Number(to)
      return git.ok ? rollback(git.value, estate, { ...said, to: state, override, landing }) : git
    }
    default:
      throw new Error(`${options.verb} decides nothing`)
  }
}

function sourceOf(options: Options, estate: Estate): Target | undefined {
  const { from, cluster } = options.values
  const name = options.verb === 'promote' ? from : options.verb === 'next' ? cluster : undefined
  const found = name === undefined ? undefined : findTarget(estate.fleet, name)
  return found?.ok === true ? found.value : undefined
}

async function verified(app: AppSource, step: Step, estate: Estate, insecure: boolean): Promise<readonly Issue[]> {
  const images = new Map(
    step.changes.map(({ cluster, to: { digest } }) => {
      const repository = repositoryOf(estate, app, cluster)
      return [`${repository}@${digest}`, { repository, digest }]
    }),
  )
  const credentials = credentialsOf(estate.fleet.clusters.map(({ registry }) => registry))
  const answers = await Promise.all(
    [...images.values()].map(({ repository, digest }) => findImage(repository, digest, { insecure, credentials })),
  )
  return issuesOf(...answers)
}

/** Rules on an app that is new in a cluster, such as a call to an app, or a gateway, that is not there. */
function misfits(estate: Estate, step: Step): readonly Issue[] {
  const changes = [step, ...(step.along ?? [])].flatMap((part) => part.changes)
  if (changes.every(({ from }) => from !== undefined)) return []
  const misplaced = sortIssues(placementIssues(after(estate, step).apps, estate.fleet))
  return misplaced.length > 0 ? misplaced : checksOf(estate, step).issues
}

async function perform(options: Options, disk: Disk, lock: Lock | undefined, now: Date): Promise<Outcome<Result>> {
  const estate = await loadEstate(options.root)
  if (!estate.ok) return estate
  const git = openGit(options.root)
  if ((options.commit || options.pr) && !git.ok) return git
  const decided = await decide(options, estate.value, git, now)
  if (!decided.ok) return decided
  if ('nothing' in decided.value) {
    const app = options.values['app'] ?? options.words[0] ?? ''
    const left = git.ok && (options.commit || options.pr) ? uncommitted(git.value, app) : undefined
    return left === undefined ? ok(decided.value) : failed(left)
  }
  const { step } = decided.value
  const app = findApp(estate.value, step.app)
  if (!app.ok) return app
  const absent = options.verify ? await verified(app.value, step, estate.value, options.insecure) : []
  if (absent.length > 0) return failed(...absent)
  const unfit = misfits(estate.value, step)
  if (unfit.length > 0) return failed(...unfit)
  const made = treeChange(
    estate.value,
    after(estate.value, step),
    step.changes.map(({ cluster }) => cluster.name),
  )
  if (!made.ok) return made
  const scene = { estate: estate.value, git, disk, lock, now }
  return land(options, scene, { step, app: app.value, made: made.value, from: sourceOf(options, estate.value) })
}

export async function release(options: Options, speech: Speech): Promise<0 | 1> {
  const now = speech.now()
  const isLook = options.verb === 'status' || options.verb === 'history' || options.verb === 'verify'
  const result: Outcome<Result | { readonly text: string }> = isLook
    ? await look(options, now)
    : await locked(options, (disk, lock) => perform(options, disk, lock, now))
  if (!result.ok) {
    if (options.json) speech.out(`${JSON.stringify({ ok: false, issues: result.issues })}\n`)
    else speech.err(`${formatIssues(result.issues, 20)}\n`)
    return 1
  }
  const done = result.value
  if ('nothing' in done) speech.out(options.json ? undoneJson(done.nothing) : undoneText(done.nothing))
  else if ('text' in done) speech.out(done.text)
  else speech.out(options.json ? doneJson(done) : doneText(done))
  return 0
}
