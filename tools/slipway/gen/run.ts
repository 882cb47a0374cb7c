import type { Output } from '@slipway/cli'
import { failed, nameProblem, ok, show, suggestion, type Issue, type Outcome, type Rendered } from '@slipway/core'
import {
  appScope,
  compare,
  desiredOf,
  filesOf,
  generate,
  needsRemerge,
  nodeDisk,
  ownedFolders,
  resolveTree,
  takeLock,
  type Desire,
  type Disk,
  type Files,
  type Lock,
  type Resolved,
} from '@slipway/tree/light'
import { asRendered, problems, written, type Size } from './report.ts'

/** `renderEstate`; a stand-in in tests. */
export type Render = (
  root: string,
  progress?: (line: string) => void,
) => Promise<
  Outcome<{
    readonly rendered: readonly Rendered[]
    readonly apps: number
    readonly clusters: number
  }>
>

export type Speech = Pick<Output, 'out' | 'err' | 'progress' | 'seconds'>

export interface Options {
  readonly root: string
  /** Write nothing. */
  readonly check: boolean
  /** Write only this app's folders. */
  readonly app: string | undefined
  readonly json: boolean
}

interface Estate {
  readonly size: Size
  readonly files: Files
}

async function rendered(
  root: string,
  render: Render,
  progress: Speech['progress'] | undefined,
): Promise<Outcome<Estate>> {
  const estate = await render(root, progress)
  if (!estate.ok) return estate
  const files = filesOf(estate.value.rendered)
  return files.ok
    ? ok({
        files: files.value,
        size: { apps: estate.value.apps, clusters: estate.value.clusters, files: files.value.size },
      })
    : files
}

/** Renders all of it. */
const desiring =
  (render: Render): Desire =>
  async (root, _, { progress } = {}) => {
    const estate = await rendered(root, render, progress)
    if (!estate.ok) return estate
    const tree = { ...desiredOf(estate.value.files), cached: new Set<string>(), keys: new Map<string, never>() }
    return ok({ ...estate.value.size, tree })
  }

/** Why an app cannot be written alone. One without a release has no files, which is fine. */
function appIssue(disk: Disk, app: string): Issue | undefined {
  const there = nameProblem(app, 63) === undefined && disk.stat(`apps/${app}`) !== undefined
  if (there) return undefined
  const names = disk
    .list('apps')
    .filter((entry) => entry.kind === 'folder')
    .map((entry) => entry.name)
  return {
    file: 'apps',
    at: '',
    code: 'unknown-app',
    got: `--app ${show(app)}`,
    want: 'a folder of apps/',
    hint: suggestion(app, names),
  }
}

function fail(speech: Speech, json: boolean, issues: readonly Issue[]): 1 {
  if (json) speech.out(`${JSON.stringify({ ok: false, issues })}\n`)
  else speech.err(problems(issues))
  return 1
}

/** Every 1,000th of many. */
const writing =
  (speech: Speech) =>
  (done: number, total: number): void => {
    if (done % 1000 === 0 && done < total) speech.progress(`${done} of ${total} files written`)
  }

async function locked<T>(disk: Disk, work: (lock: Lock) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const lock = takeLock(disk)
  if (!lock.ok) return lock
  try {
    return await work(lock.value)
  } finally {
    lock.value.release()
  }
}

/** Writes what differs, or with `check` compares. @returns the exit code: 0, or 1 with issues */
export async function gen(
  { root, check, app, json }: Options,
  render: Render,
  speech: Speech,
  desire = desiring(render),
): Promise<0 | 1> {
  const disk = nodeDisk(root)
  const unknown = app === undefined ? undefined : appIssue(disk, app)
  if (unknown !== undefined) return fail(speech, json, [unknown])
  const options = { scope: app === undefined ? undefined : appScope(app), rendering: speech.progress, desire }
  if (check) {
    const same = await compare(disk, options)
    if (!same.ok) return fail(speech, json, same.issues)
    speech.out(json ? `${JSON.stringify({ ok: true, ...same.value })}\n` : asRendered(same.value, speech.seconds()))
    return 0
  }
  const merged = needsRemerge(disk)
  const result = await locked(disk, (lock) => generate(disk, lock, { ...options, progress: writing(speech) }))
  if (!result.ok) return fail(speech, json, result.issues)
  const { apps, clusters, done } = result.value
  const size = { apps, clusters, files: done.written.length + done.unchanged }
  speech.out(json ? `${JSON.stringify({ ok: true, ...size, ...done })}\n` : written(size, done, speech.seconds()))
  if (merged && !json) {
    const there = ownedFolders.filter((folder) => disk.stat(folder) !== undefined)
    speech.out(`A merge had taken one side of generated files. Before you commit: git add ${there.join(' ')}\n`)
  }
  return 0
}

function resolvedText(size: Size, done: Resolved, seconds: number): string {
  const taken = done.work.generated.length
  const ended =
    taken === 0
      ? ''
      : `${taken} ${taken === 1 ? 'conflict' : 'conflicts'} in generated files ended by rendering them; clusters/, argocd/ and aws/ are staged.\n`
  return `${written(size, done, seconds)}${ended}Next: ${done.next}\n`
}

/** Ends merge conflicts in generated files. @returns the exit code: 0, or 1 with issues */
export async function resolve(
  { root, json }: Pick<Options, 'root' | 'json'>,
  render: Render,
  speech: Speech,
): Promise<0 | 1> {
  const disk = nodeDisk(root)
  let size: Size = { apps: 0, clusters: 0, files: 0 }
  const result = await locked(disk, (lock) =>
    resolveTree(
      disk,
      lock,
      async () => {
        const estate = await rendered(root, render, speech.progress)
        if (!estate.ok) return failed(...estate.issues)
        size = estate.value.size
        return ok(estate.value.files)
      },
      { progress: writing(speech) },
    ),
  )
  if (!result.ok) return fail(speech, json, result.issues)
  const done = result.value
  if (json) speech.out(`${JSON.stringify({ ok: true, ...size, ...done })}\n`)
  else
    speech.out(
      done === undefined
        ? 'Nothing to resolve: no merge is open and no generated file is unmerged.\n'
        : resolvedText(size, done, speech.seconds()),
    )
  return 0
}
