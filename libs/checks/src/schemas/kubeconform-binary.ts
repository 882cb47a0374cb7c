import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  cacheFolder,
  executable,
  fillPlace,
  goArguments,
  goBuild,
  lastLine,
  type GoProgram,
} from '@slipway/cli/program'
import { failed, issue, ok, refused, type Issue, type Outcome } from '@slipway/core'
import { fetchArchive } from './kubeconform-archive.ts'
import type { Machine } from './kubeconform-machine.ts'
import { archiveUrl, kubeconformRelease, platformName, type Release } from './kubeconform-release.ts'

export interface Kubeconform {
  readonly command: string
  readonly version: string
  readonly from: 'PATH' | 'cache' | 'release' | 'go build'
  /** Problems of sources that were tried, such as an archive with a wrong sum. */
  readonly notes: readonly Issue[]
}

export const cachePlace = (machine: Machine, release: Release): string =>
  path.join(cacheFolder(machine, 'kubeconform'), `${release.version}-${platformName(machine.platform, machine.arch)}`)

/** The version is set as the project's own release does it. */
const goProgram = ({ version }: Release): GoProgram => ({
  pins: fileURLToPath(new URL('../../kubeconform', import.meta.url)),
  package: 'github.com/yannh/kubeconform/cmd/kubeconform',
  set: { 'main.version': `v${version}` },
})

async function buildKubeconform(machine: Machine, release: Release, output: string): Promise<Outcome<true>> {
  // A first `npm test` waits for this: without collecting garbage Go's compilers need 46 s of CPU in place of 50, and
  // at most 0.7 GB each.
  const env = { ...machine.env, GOGC: 'off' }
  const ran = await goBuild({ ...machine, env }, goProgram(release), output, { timeout: 900_000 })
  if (ran.code === 0) return ok(true)
  return refused(
    'libs/checks/kubeconform/go.mod',
    'not-built',
    lastLine(ran) || `go ended with ${String(ran.code)}`,
    `kubeconform ${release.version} built by Go`,
    'install Go 1.26 or newer, and let it reach its module proxy (GOPROXY)',
  )
}

async function versionOf(machine: Machine, command: string): Promise<string | undefined> {
  const ran = await machine.run(command, ['-v'], { env: machine.env, timeout: 10_000 })
  return ran.code === 0 ? ran.stdout.trim().replace(/^v/, '') : undefined
}

function missing(machine: Machine, release: Release, tried: readonly Issue[], onPath: string | undefined): Issue {
  const platform = platformName(machine.platform, machine.arch)
  const archive = release.archives[platform]
  const mirror = machine.env['SLIPWAY_KUBECONFORM_MIRROR']
  const byHand =
    archive === undefined ? [] : [`download ${archiveUrl(release, archive.file, mirror)} (SHA-256 ${archive.sha256})`]
  const goCommand = goArguments(goProgram(release), 'kubeconform')
    .map((word) => (word.includes(' ') ? `"${word}"` : word))
    .join(' ')
  const ways = [
    ...byHand.map((way) => `${way} and put its kubeconform on PATH`),
    `with Go 1.26 or newer, in libs/checks/kubeconform: CGO_ENABLED=0 go ${goCommand}, and put it on PATH`,
    'set SLIPWAY_KUBECONFORM_MIRROR to an address that serves the archive',
  ]
  const seen = onPath === undefined ? 'none on PATH' : `on PATH is "${onPath}"`
  return issue(
    `kubeconform ${release.version}`,
    '',
    'kubeconform-missing',
    [seen, ...tried.map((issue) => `${issue.file}: ${issue.got}`)].join('; '),
    `kubeconform ${release.version} for ${platform}; without it ring 3 (schemas) DID NOT RUN`,
    `one of these: ${ways.map((way, i) => `(${i + 1}) ${way}`).join('; ')}`,
  )
}

/**
 * Finds the pinned version: on PATH, in the user's cache, as the project's archive (its SHA-256 is checked), built by
 * Go from the pinned module. The last two fill the cache; two processes may at once.
 * @returns or one issue with what was tried and every way to get it
 */
export async function findKubeconform(
  machine: Machine,
  release: Release = kubeconformRelease,
): Promise<Outcome<Kubeconform>> {
  const onPath = await versionOf(machine, 'kubeconform')
  if (onPath === release.version) return ok({ command: 'kubeconform', version: onPath, from: 'PATH', notes: [] })
  const folder = cachePlace(machine, release)
  const name = executable('kubeconform', machine)
  const target = path.join(folder, name)
  if (existsSync(target) && (await versionOf(machine, target)) === release.version)
    return ok({ command: target, version: release.version, from: 'cache', notes: [] })
  const ways = [
    ['release', (file: string) => fetchArchive(machine, release, file)],
    ['go build', (file: string) => buildKubeconform(machine, release, file)],
  ] as const
  const tried: Issue[] = []
  try {
    // One that does not run is none.
    rmSync(target, { force: true })
    for (const [from, get] of ways) {
      const made = await fillPlace(
        folder,
        () => existsSync(target),
        async (work) => {
          const file = path.join(work, name)
          const program = await get(file)
          if (!program.ok) return program
          const version = await versionOf(machine, file)
          if (version === release.version) return ok(true)
          const got = version === undefined ? 'a program that does not run here' : `a program that says "${version}"`
          return refused(from, 'wrong-program', got, `kubeconform ${release.version}`, 'take another way')
        },
      )
      if (!made.ok) tried.push(...made.issues)
      else {
        const notes = tried.filter((one) => one.code === 'wrong-sum')
        return ok({ command: target, version: release.version, from, notes })
      }
    }
  } catch (error) {
    const hint = 'make it writable, or set XDG_CACHE_HOME to a folder that is'
    tried.push(issue(folder, '', 'no-cache', (error as Error).message, 'a folder that can be written', hint))
  }
  return failed(missing(machine, release, tried, onPath))
}
