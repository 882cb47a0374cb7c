import path from 'node:path'
import { failed, ok, type Outcome } from '@slipway/core'
import {
  appsOf,
  detached,
  evidenceOf,
  obstacles,
  openGitHub,
  ownFiles,
  preparePull,
  pullRequestBody,
  toCommit,
  toDisk,
  writePrepared,
  type Git,
  type MadeChange,
  type Nothing,
  type Step,
  type Target,
} from '@slipway/release'
import type { AppSource, Estate } from '@slipway/spec'
import { nodeDisk, withLock, type Disk, type Lock } from '@slipway/tree'
import type { Options } from './options.ts'
import { publish } from './publish.ts'
import type { Done } from './report.ts'

export interface Scene {
  readonly estate: Estate
  readonly git: Outcome<Git>
  readonly disk: Disk
  /** `undefined` of a dry run. */
  readonly lock: Lock | undefined
  readonly now: Date
}

/** Locked while rendering, too: a slow run could else write older inputs over a quick one's. */
export async function locked<T>(
  { root, dryRun }: Pick<Options, 'root' | 'dryRun'>,
  work: (disk: Disk, lock: Lock | undefined) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const disk = nodeDisk(root)
  // Makes nothing in a folder that is no estate.
  if (dryRun || disk.stat('apps') === undefined) return work(disk, undefined)
  return withLock(disk, (lock) => work(disk, lock))
}

export type Result = Done | { readonly nothing: Nothing }

interface Decided {
  readonly step: Step
  readonly app: AppSource
  readonly made: MadeChange
  /** Where the release comes from. */
  readonly from?: Target | undefined
  /** Its effects in the cluster, for the pull request. */
  readonly effects?: string
}

/** Brings a decided step to the disk, to a commit or to a pull request, as the options say. */
export function land(
  options: Pick<Options, 'root' | 'commit' | 'pr' | 'dryRun' | 'values'>,
  { estate, git, disk, lock, now }: Scene,
  { step, app, made, from, effects }: Decided,
): Outcome<Result> {
  const { changed, was } = made
  const own = ownFiles(step, app)
  // With --commit and --pr its own files are a change that is not committed (`obstacles`).
  const isNew = git.ok && git.value.ask(['ls-files', '--', app.file]).stdout === ''
  const fresh = isNew ? { fresh: path.posix.dirname(app.file) } : {}
  const files = new Map([...own, ...changed])
  const done: Done = { step, files, dryRun: options.dryRun, edited: [], inGit: git.ok, ...fresh }
  if (git.ok && (options.commit || options.pr)) {
    const against = obstacles(git.value, disk, own, changed, appsOf(step))
    const loose = options.commit && !options.pr ? detached(git.value) : undefined
    if (against.length > 0 || loose !== undefined) return failed(...against, ...(loose === undefined ? [] : [loose]))
  }
  if (options.dryRun || lock === undefined) return ok(done)
  if (options.pr && git.ok) {
    const { prepare } = options.values
    const gitHub = prepare === undefined ? openGitHub(options.root) : undefined
    if (gitHub?.ok === false) return gitHub
    const evidence = evidenceOf(git.value, { estate, app, step, changed, from, now })
    const pull = preparePull(git.value, step, done.files, pullRequestBody({ ...evidence, effects }), estate.fleet)
    if (!pull.ok) return pull
    if (gitHub === undefined) {
      const written = writePrepared(git.value, path.resolve(prepare ?? ''), pull.value)
      return written.ok ? ok({ ...done, prepared: written.value }) : written
    }
    const published = publish(git.value, gitHub.value, pull.value)
    if (!published.ok) return published
    return ok(published.value === undefined ? { nothing: ['later-pull'] } : { ...done, ...published.value })
  }
  const written = toDisk(disk, lock, own, changed, was)
  if (!written.ok) return written
  const whose = git.ok ? 'was edited by hand; the edit' : "held a text that today's inputs do not render; that text"
  const edited = written.value.map(({ path, saved }) => `${path} ${whose} is kept in ${saved}`)
  if (!options.commit || !git.ok) return ok({ ...done, edited })
  const commit = toCommit(git.value, [...done.files.keys()], step)
  return commit.ok ? ok({ ...done, edited, commit: commit.value }) : commit
}
