import type { Output } from '@slipway/cli'
import { counted, formatIssues, type Issue, type Outcome, type Rendered } from '@slipway/core'
import {
  appScope,
  compare,
  filesOf,
  generate,
  needsRemerge,
  nodeDisk,
  ownedFolders,
  resolveTree,
  withLock,
  type Desire,
  type Resolved,
} from '@slipway/tree/light'
import { unknownApp } from '../check/unknown-app.ts'
import { asRendered, written, type Size } from './report.ts'

export type Render = (
  root: string,
  progress?: (line: string) => void,
) => Promise<Outcome<{ readonly rendered: readonly Rendered[]; readonly apps: number; readonly clusters: number }>>

export type Speech = Pick<Output, 'out' | 'err' | 'progress' | 'seconds'>

export interface Options {
  readonly root: string
  readonly check: boolean
  readonly app: string | undefined
  readonly json: boolean
}

function fail(speech: Speech, json: boolean, issues: readonly Issue[]): 1 {
  if (json) speech.out(`${JSON.stringify({ ok: false, issues })}\n`)
  else speech.err(`${formatIssues(issues, 20)}\n`)
  return 1
}

/** Every 1,000th of many. */
const writing =
  (speech: Speech) =>
  (done: number, total: number): void => {
    if (done % 1000 === 0 && done < total) speech.progress(`${done} of ${total} files written`)
  }

/** Writes what differs, or with `check` compares. @returns the exit code: 0, or 1 with issues */
export async function gen({ root, check, app, json }: Options, desire: Desire, speech: Speech): Promise<0 | 1> {
  const disk = nodeDisk(root)
  const unknown = unknownApp(disk, app)
  if (unknown !== undefined) return fail(speech, json, [unknown])
  const options = { scope: app === undefined ? undefined : appScope(app), rendering: speech.progress, desire }
  if (check) {
    const same = await compare(disk, options)
    if (!same.ok) return fail(speech, json, same.issues)
    speech.out(json ? `${JSON.stringify({ ok: true, ...same.value })}\n` : asRendered(same.value, speech.seconds()))
    return 0
  }
  const merged = needsRemerge(disk)
  const result = await withLock(disk, (lock) => generate(disk, lock, { ...options, progress: writing(speech) }))
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
      : `${counted(taken, 'conflict')} in generated files ended by rendering them; clusters/, argocd/ and aws/ are staged.\n`
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
  const rendered = async () => {
    const estate = await render(root, speech.progress)
    if (!estate.ok) return estate
    const files = filesOf(estate.value.rendered)
    if (files.ok) size = { apps: estate.value.apps, clusters: estate.value.clusters, files: files.value.size }
    return files
  }
  const result = await withLock(disk, (lock) => resolveTree(disk, lock, rendered, { progress: writing(speech) }))
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
