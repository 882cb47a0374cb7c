import { createHash } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { failed, type Issue, type Outcome, ok } from '@slipway/core'
import type { Machine } from './kubeconform-machine.ts'
import { archiveUrl, type Release } from './kubeconform-release.ts'

const issue = (file: string, code: string, got: string, want: string, hint: string): Issue => ({
  file,
  at: '',
  code,
  got,
  want,
  hint,
})

/** Reads an address to its end; gives up when nothing comes for `patience` milliseconds, so that an offline machine is not kept waiting. */
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
 * Fetches the release's archive for a platform, checks its SHA-256 and unpacks it into `folder` with the system's tar (which on Windows and
 * macOS reads zip, too).
 * @returns the path of the program; or why there is none. An archive with another sum is never unpacked.
 */
export async function fetchArchive(
  machine: Machine,
  release: Release,
  platform: string,
  folder: string,
): Promise<Outcome<string>> {
  const archive = release.archives[platform]
  if (archive === undefined) {
    const have = Object.keys(release.archives).join(', ')
    return failed(
      issue(
        `kubeconform ${release.version}`,
        'no-archive',
        platform,
        `one of: ${have}`,
        'build it with Go, or put it on PATH',
      ),
    )
  }
  const url = archiveUrl(release, archive.file, machine.env['SLIPWAY_KUBECONFORM_MIRROR'])
  let bytes: Buffer
  try {
    bytes = await read(machine, url)
  } catch (error) {
    const hint = 'open the network to it, or name a mirror in SLIPWAY_KUBECONFORM_MIRROR'
    return failed(issue(url, 'not-fetched', reason(error), 'the release archive', hint))
  }
  const sum = createHash('sha256').update(bytes).digest('hex')
  if (sum !== archive.sha256) {
    const got = `${bytes.length} bytes with SHA-256 ${sum}`
    const hint = 'refused: the download is broken, or is not what its project published'
    return failed(issue(url, 'wrong-sum', got, `SHA-256 ${archive.sha256}`, hint))
  }
  const file = path.join(folder, archive.file)
  writeFileSync(file, bytes)
  const program = path.join(folder, platform.startsWith('windows') ? 'kubeconform.exe' : 'kubeconform')
  const ran = await machine.run('tar', ['-xf', archive.file], { env: machine.env, cwd: folder, limit: 60_000 })
  if (ran.code === 0 && existsSync(program)) return ok(program)
  const got = ran.stderr.trim().split('\n')[0] || 'no program in it'
  return failed(issue(url, 'not-unpacked', `tar: ${got}`, 'an archive that tar unpacks', 'put tar on PATH'))
}
