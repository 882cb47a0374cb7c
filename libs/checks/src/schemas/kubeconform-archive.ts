import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ok, refused, type Outcome } from '@slipway/core'
import type { Machine } from './kubeconform-machine.ts'
import { archiveUrl, platformName, type Release } from './kubeconform-release.ts'

const problem = (file: string, code: string, got: string, want: string, hint: string): Outcome<never> =>
  refused(file, code, got, want, hint)

/** Gives up when nothing comes for `patience` milliseconds: an offline machine is not kept waiting. */
async function read(machine: Machine, url: string): Promise<Buffer> {
  const stop = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const wait = () => {
    clearTimeout(timer)
    timer = setTimeout(() => stop.abort(new Error(`no answer for ${machine.patience / 1000} s`)), machine.patience)
  }
  try {
    wait()
    const response = await machine.fetch(url, { signal: stop.signal })
    if (!response.ok) throw new Error(`HTTP ${response.status}`)
    const parts: Uint8Array[] = []
    for await (const part of response.body ?? []) {
      wait()
      parts.push(part as Uint8Array)
    }
    return Buffer.concat(parts)
  } finally {
    clearTimeout(timer)
  }
}

const reason = (error: unknown): string => {
  const { message, cause } = error as Error
  return cause instanceof Error && cause.message !== '' ? `${message}: ${cause.message}` : message
}

/**
 * Fetches the release's archive, checks its SHA-256, and takes the program out with the system's tar (which on
 * Windows and macOS reads zip, too). An archive with another sum is never unpacked.
 */
export async function fetchArchive(machine: Machine, release: Release, target: string): Promise<Outcome<true>> {
  const platform = platformName(machine.platform, machine.arch)
  const archive = release.archives[platform]
  if (archive === undefined) {
    const have = `one of: ${Object.keys(release.archives).join(', ')}`
    return problem(
      `kubeconform ${release.version}`,
      'no-archive',
      platform,
      have,
      'build it with Go, or put it on PATH',
    )
  }
  const url = archiveUrl(release, archive.file, machine.env['SLIPWAY_KUBECONFORM_MIRROR'])
  let bytes: Buffer
  try {
    bytes = await read(machine, url)
  } catch (error) {
    const hint = 'open the network to it, or name a mirror in SLIPWAY_KUBECONFORM_MIRROR'
    return problem(url, 'not-fetched', reason(error), 'the release archive', hint)
  }
  const sum = createHash('sha256').update(bytes).digest('hex')
  if (sum !== archive.sha256) {
    const got = `${bytes.length} bytes with SHA-256 ${sum}`
    const hint = 'refused: the download is broken, or is not what its project published'
    return problem(url, 'wrong-sum', got, `SHA-256 ${archive.sha256}`, hint)
  }
  const folder = path.join(path.dirname(target), 'archive')
  mkdirSync(folder)
  writeFileSync(path.join(folder, archive.file), bytes)
  const ran = await machine.run('tar', ['-xf', archive.file], { env: machine.env, cwd: folder, timeout: 60_000 })
  const program = path.join(folder, path.basename(target))
  const isUnpacked = ran.code === 0 && existsSync(program)
  if (isUnpacked) renameSync(program, target)
  rmSync(folder, { recursive: true })
  if (isUnpacked) return ok(true)
  const got = ran.stderr.trim().split('\n')[0] || 'no program in it'
  return problem(url, 'not-unpacked', `tar: ${got}`, 'an archive that tar unpacks', 'put tar on PATH')
}
