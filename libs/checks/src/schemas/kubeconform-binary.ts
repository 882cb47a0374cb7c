import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { failed, type Issue, type Outcome, ok } from '@slipway/core'
import { fetchArchive } from './kubeconform-archive.ts'
import { buildKubeconform, goArguments } from './kubeconform-build.ts'
import type { Machine } from './kubeconform-machine.ts'
import { archiveUrl, kubeconformRelease, platformName, type Release } from './kubeconform-release.ts'

/** A kubeconform that said it is the pinned version. */
export interface Kubeconform {
  /** What to start: a path, or `kubeconform` when it is on PATH. */
  readonly command: string
  readonly version: string
  readonly from: 'PATH' | 'cache' | 'release' | 'go build'
  /** What went wrong on the way to it and should be known, such as an archive with a wrong sum. */
  readonly notes: readonly Issue[]
}

/** The user's own cache, by the XDG rule (https://specifications.freedesktop.org/basedir-spec/latest/). */
export function cacheFolder(machine: Machine, release: Release): string {
  const given = machine.env['XDG_CACHE_HOME']
  const base = given !== undefined && path.isAbsolute(given) ? given : path.join(machine.home, '.cache')
  return path.join(base, 'slipway', 'kubeconform', `${release.version}-${platformName(machine.platform, machine.arch)}`)
}

/** The version that a kubeconform says of itself, or nothing when it does not run. */
async function versionOf(machine: Machine, command: string): Promise<string | undefined> {
  const ran = await machine.run(command, ['-v'], { env: machine.env, limit: 10_000 })
  return ran.code === 0 ? ran.stdout.trim().replace(/^v/, '') : undefined
}

/** What to do when there is none: every way, with what is needed to go it by hand. */
function missing(machine: Machine, release: Release, tried: readonly Issue[], onPath: string | undefined): Issue {
  const platform = platformName(machine.platform, machine.arch)
  const archive = release.archives[platform]
  const mirror = machine.env['SLIPWAY_KUBECONFORM_MIRROR']
  const byHand =
    archive === undefined ? [] : [`download ${archiveUrl(release, archive.file, mirror)} (SHA-256 ${archive.sha256})`]
  const goCommand = goArguments(release, 'kubeconform')
    .map((word) => (word.includes(' ') ? `"${word}"` : word))
    .join(' ')
  const ways = [
    ...byHand.map((way) => `${way} and put its kubeconform on PATH`),
    `with Go 1.26 or newer, in libs/checks/kubeconform: CGO_ENABLED=0 go ${goCommand}, and put it on PATH`,
    'set SLIPWAY_KUBECONFORM_MIRROR to an address that serves the archive',
  ]
  const seen = onPath === undefined ? 'none on PATH' : `on PATH is "${onPath}"`
  return {
    file: `kubeconform ${release.version}`,
    at: '',
    code: 'kubeconform-missing',
    got: [seen, ...tried.map((issue) => `${issue.file}: ${issue.got}`)].join('; '),
    want: `kubeconform ${release.version} for ${platform}; without it ring 3 (schemas) DID NOT RUN`,
    hint: `one of these: ${ways.map((way, i) => `(${i + 1}) ${way}`).join('; ')}`,
  }
}

/** Moves a program to its place in one step, so that another process sees the whole file or none. */
function place(program: string, target: string): void {
  try {
    renameSync(program, target)
  } catch (error) {
    // Windows does not replace a program that is running; the other process' copy is as good.
    if (!existsSync(target)) throw error
  }
}

/**
 * Finds kubeconform at the pinned version, in this order: PATH, the user's cache, the project's release archive (its SHA-256 is checked),
 * a build by Go from the pinned module. What is fetched or built is kept in the cache; two processes may do so at once.
 * @returns the program; or one issue that says what was tried and every way to get it
 */
export async function findKubeconform(
  machine: Machine,
  release: Release = kubeconformRelease,
): Promise<Outcome<Kubeconform>> {
  const onPath = await versionOf(machine, 'kubeconform')
  if (onPath === release.version) return ok({ command: 'kubeconform', version: onPath, from: 'PATH', notes: [] })
  const folder = cacheFolder(machine, release)
  const target = path.join(folder, machine.platform === 'win32' ? 'kubeconform.exe' : 'kubeconform')
  if (existsSync(target) && (await versionOf(machine, target)) === release.version) {
    return ok({ command: target, version: release.version, from: 'cache', notes: [] })
  }
  const tried: Issue[] = []
  let work: string
  try {
    mkdirSync(folder, { recursive: true })
    work = mkdtempSync(path.join(folder, '.new-'))
  } catch (error) {
    const hint = 'make it writable, or set XDG_CACHE_HOME to a folder that is'
    const closed = {
      file: folder,
      at: '',
      code: 'no-cache',
      got: (error as Error).message,
      want: 'a folder that can be written',
      hint,
    }
    return failed(missing(machine, release, [closed], onPath))
  }
  try {
    const ways = [
      ['release', () => fetchArchive(machine, release, platformName(machine.platform, machine.arch), work)],
      ['go build', () => buildKubeconform(machine, release, work)],
    ] as const
    for (const [from, get] of ways) {
      const program = await get()
      if (!program.ok) {
        tried.push(...program.issues)
        continue
      }
      const version = await versionOf(machine, program.value)
      if (version === release.version) {
        place(program.value, target)
        return ok({ command: target, version, from, notes: tried.filter((issue) => issue.code === 'wrong-sum') })
      }
      const got = version === undefined ? 'a program that does not run here' : `a program that says "${version}"`
      tried.push({
        file: from,
        at: '',
        code: 'wrong-program',
        got,
        want: `kubeconform ${release.version}`,
        hint: 'take another way',
      })
    }
    return failed(missing(machine, release, tried, onPath))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
