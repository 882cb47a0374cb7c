import {
  appScope,
  compare,
  generate,
  needsRemerge,
  nodeDisk,
  ownedFolders,
  withLock,
  type Desire,
} from '@slipway/tree/light'
import { git } from '@slipway/cli/git'
import { unknownApp } from '../check/unknown-app.ts'
import { asRendered, fail, writing, written, type Speech } from './report.ts'

export interface Options {
  readonly root: string
  readonly check: boolean
  readonly app: string | undefined
  readonly json: boolean
}

const isInGit = (root: string): boolean => git(root, ['rev-parse', '--git-dir']).status === 0

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
  speech.out(
    json
      ? `${JSON.stringify({ ok: true, ...size, ...done })}\n`
      : written(size, done, speech.seconds(), done.edited.length === 0 || isInGit(root)),
  )
  if (merged && !json) {
    const there = ownedFolders.filter((folder) => disk.stat(folder) !== undefined)
    speech.out(`A merge had taken one side of generated files. Before you commit: git add ${there.join(' ')}\n`)
  }
  return 0
}
