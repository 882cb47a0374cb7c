import path from 'node:path'
import { execSync } from '@slipway/cli/exec'
import { pinnedGoProgram } from '@slipway/cli/program'

/** Written in Go; the package to build from the pinned go.mod. */
export interface Program {
  readonly name: string
  readonly pins: string
  readonly package: string
}

export const build = (program: Program): Promise<string> => pinnedGoProgram({ ...program, kind: 'judge' })

/** Reads its JSON, whatever the exit code, by which kube-score says what it found. @throws for another answer */
export function ask(command: string, args: readonly string[], input: string): unknown {
  const { stdout, stderr, code } = execSync(command, args, { input })
  try {
    return JSON.parse(stdout)
  } catch {
    throw new Error(`${path.basename(command)} gave no answer (exit ${String(code)}): ${stderr.trim()}`)
  }
}
