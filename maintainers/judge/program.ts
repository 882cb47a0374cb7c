import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { goBuild, madeOnce } from './pinned.ts'

/** A judge written in Go: the folder with its pinned go.mod and go.sum, and the package to build there. */
export interface Program {
  readonly name: string
  readonly folder: string
  readonly goPackage: string
}

/** The program's path. @throws with Go's own words when it cannot be built */
export async function build({ name, folder, goPackage }: Program): Promise<string> {
  const file = process.platform === 'win32' ? `${name}.exe` : name
  const place = madeOnce({ cache: 'judge', name, pins: folder }, (work) =>
    goBuild(folder, goPackage, path.join(work, file)),
  )
  return path.join(place, file)
}

/**
 * Runs a judge and reads its JSON.
 * @throws when it answers with something else; exit codes are not judged here, because kube-score's says what it found
 */
export function ask(command: string, args: readonly string[], input: string): unknown {
  const ran = spawnSync(command, args, { input, encoding: 'utf8', maxBuffer: 2 ** 30 })
  try {
    return JSON.parse(ran.stdout)
  } catch {
    throw new Error(
      `${path.basename(command)} gave no answer (exit ${String(ran.status)}): ${(ran.error?.message ?? ran.stderr).trim()}`,
    )
  }
}
