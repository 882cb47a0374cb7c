import path from 'node:path'
import { execSync } from '@slipway/cli/exec'
import { pinnedGoProgram } from '@slipway/cli/program'

/** A judge written in Go: the folder with its pinned go.mod and go.sum, and the package to build there. */
export interface Program {
  readonly name: string
  readonly pins: string
  readonly package: string
}

/** The program's path. @throws with Go's own words when it cannot be built */
export const build = (program: Program): Promise<string> => pinnedGoProgram({ ...program, kind: 'judge' })

/**
 * Runs a judge and reads its JSON.
 * @throws when it answers with something else; exit codes are not judged here, because kube-score's says what it found
 */
export function ask(command: string, args: readonly string[], input: string): unknown {
  const { stdout, stderr, code } = execSync(command, args, { input })
  try {
    return JSON.parse(stdout)
  } catch {
    throw new Error(`${path.basename(command)} gave no answer (exit ${String(code)}): ${stderr.trim()}`)
  }
}
