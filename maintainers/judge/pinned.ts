import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'

/** Somebody else's program, and the folder of files that pin it. */
export interface Pinned {
  /** Whose cache it is in. */
  readonly cache: 'judge' | 'bench'
  readonly name: string
  readonly pins: string
}

/** The cache's folder of a program, named for what decides its bytes, by the XDG rule. */
function place({ cache, name, pins }: Pinned): string {
  const xdg = process.env['XDG_CACHE_HOME']
  const base = xdg !== undefined && path.isAbsolute(xdg) ? xdg : path.join(homedir(), '.cache')
  const sum = createHash('sha256')
  for (const file of readdirSync(pins).sort()) sum.update(`${file}\0`).update(readFileSync(path.join(pins, file)))
  return path.join(
    base,
    'slipway',
    cache,
    `${name}-${process.platform}-${process.arch}-${sum.digest('hex').slice(0, 12)}`,
  )
}

/**
 * The folder of a program, made the first time and then taken from the user's cache. Two processes may make it at once.
 * @param make fills an empty folder with it
 */
export function madeOnce(program: Pinned, make: (work: string) => void): string {
  const folder = place(program)
  if (existsSync(folder)) return folder
  mkdirSync(path.dirname(folder), { recursive: true })
  const work = mkdtempSync(`${folder}-`)
  try {
    make(work)
    if (!existsSync(folder)) renameSync(work, folder)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return folder
}

/** Builds a Go package of the modules that a folder pins. @throws with Go's own words when it cannot be built */
export function goBuild(pins: string, goPackage: string, output: string): void {
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly', GOWORK: 'off' }
  const args = ['build', '-trimpath', '-buildvcs=false', '-ldflags', '-s -w', '-o', output, goPackage]
  execFileSync('go', args, { cwd: pins, env, stdio: ['ignore', 'ignore', 'inherit'] })
}
