import { counted, type Outcome, type Rendered } from '@slipway/core'
import { filesOf, nodeDisk, withLock } from '@slipway/tree/light'
import { resolveTree, type Resolved } from '@slipway/tree/merge'
import { cureCodeOwners } from '../owners/cure.ts'
import { cureLockfile } from './lockfile.ts'
import { fail, writing, written, type Size, type Speech } from './report.ts'
import type { Options } from './run.ts'

export type Render = (
  root: string,
  progress?: (line: string) => void,
) => Promise<Outcome<{ readonly rendered: readonly Rendered[]; readonly apps: number; readonly clusters: number }>>

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
  const lockfile = await cureLockfile(root)
  if (lockfile !== undefined) return fail(speech, json, [lockfile])
  await cureCodeOwners(root)
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
