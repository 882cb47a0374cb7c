import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'

/** A judge written in Go: the folder with its pinned go.mod and go.sum, and the package to build there. */
export interface Program {
  readonly name: string
  readonly folder: string
  readonly goPackage: string
}

/** The cache's folder of a program, named for what decides its bytes: the pinned modules and our own source. */
function place(program: Program): string {
  const xdg = process.env['XDG_CACHE_HOME']
  const base = xdg !== undefined && path.isAbsolute(xdg) ? xdg : path.join(homedir(), '.cache')
  const hash = createHash('sha256')
  for (const file of readdirSync(program.folder).sort()) hash.update(`${file}\0`).update(readFileSync(path.join(program.folder, file)))
  return path.join(base, 'slipway', 'judge', `${program.name}-${process.platform}-${process.arch}-${hash.digest('hex').slice(0, 12)}`)
}

/**
 * The program's path, built by Go the first time and then taken from the user's cache. Two processes may build at once.
 * @throws with Go's own words when it cannot be built
 */
export function build(program: Program): string {
  const folder = place(program)
  const target = path.join(folder, process.platform === 'win32' ? `${program.name}.exe` : program.name)
  if (existsSync(target)) return target
  mkdirSync(folder, { recursive: true })
  const work = mkdtempSync(path.join(folder, '.new-'))
  try {
    const output = path.join(work, path.basename(target))
    const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly', GOWORK: 'off' }
    const args = ['build', '-trimpath', '-buildvcs=false', '-ldflags', '-s -w', '-o', output, program.goPackage]
    execFileSync('go', args, { cwd: program.folder, env, stdio: ['ignore', 'ignore', 'inherit'] })
    renameSync(output, target)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return target
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
    throw new Error(`${path.basename(command)} gave no answer (exit ${String(ran.status)}): ${(ran.error?.message ?? ran.stderr).trim()}`)
  }
}
