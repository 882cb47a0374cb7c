import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { exec } from '@slipway/cli/exec'
import { cachePlace, findKubeconform } from './kubeconform-binary.ts'
import type { Machine } from './kubeconform-machine.ts'
import { platformName, type Release } from './kubeconform-release.ts'

const script = (says: string) => `#!/bin/sh\necho ${says}\n`
const platform = platformName(process.platform, process.arch)
const archiveName = `kubeconform-${platform}.tar.gz`

let work: string
let archive: Buffer
let server: Server
let mirror: string
/** What the server answers next. */
let answer: { readonly status: number; readonly body: Buffer; readonly cut?: boolean; readonly silent?: boolean }

function packed(says: string): Buffer {
  const folder = mkdtempSync(path.join(tmpdir(), 'slipway-pack-'))
  writeFileSync(path.join(folder, 'kubeconform'), script(says), { mode: 0o755 })
  execFileSync('tar', ['-czf', 'a.tar.gz', 'kubeconform'], { cwd: folder })
  const bytes = readFileSync(path.join(folder, 'a.tar.gz'))
  rmSync(folder, { recursive: true })
  return bytes
}

const release = (bytes: Buffer): Release => ({
  version: '0.8.0',
  archives: { [platform]: { file: archiveName, sha256: createHash('sha256').update(bytes).digest('hex') } },
})

/** A busy machine may take seconds for what is here; only a server that never answers is given up on soon. */
const patient = 10_000

/** A machine with an empty cache, only our own `bin` (and tar) on PATH, and the local server as the only address. */
function machine(env: Record<string, string> = {}, patience = patient): Machine {
  return {
    env: {
      PATH: path.join(work, 'bin'),
      XDG_CACHE_HOME: path.join(work, 'cache'),
      SLIPWAY_KUBECONFORM_MIRROR: mirror,
      ...env,
    },
    platform: process.platform,
    arch: process.arch,
    home: path.join(work, 'home'),
    fetch: (url, init) => fetch(url, init),
    run: exec,
    patience,
  }
}

function onPath(name: string, text: string): void {
  writeFileSync(path.join(work, 'bin', name), text)
  chmodSync(path.join(work, 'bin', name), 0o755)
}

const link = (name: string) => onPath(name, `#!/bin/sh\nPATH=${process.env['PATH'] ?? ''} exec ${name} "$@"\n`)

beforeAll(async () => {
  archive = packed('v0.8.0')
  server = createServer((_request, response) => {
    if (answer.silent === true) return
    response.writeHead(answer.status, { 'content-length': String(answer.body.length) })
    if (answer.cut === true) response.write(answer.body.subarray(0, 20), () => response.destroy())
    else response.end(answer.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  work = mkdtempSync(path.join(tmpdir(), 'slipway-kubeconform-'))
  mkdirSync(path.join(work, 'bin'))
  link('tar')
  answer = { status: 200, body: archive }
})
afterEach(() => rmSync(work, { recursive: true, force: true }))

async function issueOf(m: Machine, r: Release) {
  const found = await findKubeconform(m, r)
  if (found.ok) throw new Error(`found ${found.value.command}`)
  expect(found.issues).toHaveLength(1)
  return found.issues[0] as (typeof found.issues)[0]
}

describe('findKubeconform', () => {
  it('takes the one on PATH when it says the pinned version, and asks nobody else', async () => {
    onPath('kubeconform', script('v0.8.0'))
    const found = await findKubeconform(
      { ...machine(), fetch: () => Promise.reject(new Error('asked')) },
      release(archive),
    )
    expect(found).toMatchObject({ ok: true, value: { command: 'kubeconform', from: 'PATH', notes: [] } })
    expect(existsSync(path.join(work, 'cache'))).toBe(false)
  })

  it('does not take another version from PATH: it fetches the archive, and the next time finds it in the cache', async () => {
    onPath('kubeconform', script('v0.6.7'))
    const first = await findKubeconform(machine(), release(archive))
    expect(first).toMatchObject({ ok: true, value: { from: 'release', version: '0.8.0' } })
    answer = { status: 404, body: Buffer.from('gone') }
    expect(await findKubeconform(machine(), release(archive))).toMatchObject({ ok: true, value: { from: 'cache' } })
    expect(readdirSync(cachePlace(machine(), release(archive)))).toEqual(['kubeconform'])
  })

  it('is safe for several processes at once', async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => findKubeconform(machine(), release(archive))))
    expect(all.every((found) => found.ok)).toBe(true)
    expect(readdirSync(cachePlace(machine(), release(archive)))).toEqual(['kubeconform'])
  })

  it('fetches again when what is in the cache does not run', async () => {
    const folder = cachePlace(machine(), release(archive))
    mkdirSync(folder, { recursive: true })
    writeFileSync(path.join(folder, 'kubeconform'), '')
    expect(await findKubeconform(machine(), release(archive))).toMatchObject({ ok: true, value: { from: 'release' } })
  })

  it('never unpacks an archive with a wrong sum, and says both sums', async () => {
    const other = packed('v0.8.0; touch unpacked')
    answer = { status: 200, body: other }
    const issue = await issueOf(machine(), release(archive))
    const sum = createHash('sha256').update(other).digest('hex')
    expect(issue.got).toContain(`${mirror}/${archiveName}: ${other.length} bytes with SHA-256 ${sum}`)
    expect(issue.hint).toContain(`(SHA-256 ${createHash('sha256').update(archive).digest('hex')})`)
    expect(readdirSync(path.dirname(cachePlace(machine(), release(archive))))).toEqual([])
  })

  it('builds with Go when the archive is refused, and keeps the wrong sum as a note', async () => {
    answer = { status: 200, body: packed('v9') }
    // Stands in for the Go command: writes the file that `-o` names.
    const writes = 'printf \'#!/bin/sh\\necho v0.8.0\\n\' > "$2"; PATH=/usr/bin:/bin chmod +x "$2"'
    onPath('go', `#!/bin/sh\n[ "$GOGC" = off ] || exit 1\nwhile [ "$1" != -o ]; do shift; done\n${writes}\n`)
    const found = await findKubeconform(machine(), release(archive))
    expect(found).toMatchObject({ ok: true, value: { from: 'go build', notes: [{ code: 'wrong-sum' }] } })
  })

  const failures = [
    ['HTTP 404', { status: 404, body: Buffer.from('no') }, 'HTTP 404'],
    ['a connection that breaks off', { status: 200, body: Buffer.alloc(5000), cut: true }, 'terminated'],
    ['a host that never answers', { status: 200, body: Buffer.alloc(0), silent: true }, 'no answer for 0.3 s'],
  ] as const
  it.each(failures)('says what went wrong: %s', async (_name, given, want) => {
    answer = given
    expect((await issueOf(machine({}, 'silent' in given ? 300 : patient), release(archive))).got).toContain(want)
  })

  it('says that the archive holds another program', async () => {
    const other = packed('v0.7.0')
    answer = { status: 200, body: other }
    expect((await issueOf(machine(), release(other))).got).toContain('a program that says "0.7.0"')
  })

  it('with nothing at all, names every way and says that ring 3 did not run', async () => {
    answer = { status: 404, body: Buffer.from('no') }
    const issue = await issueOf(machine({ PATH: '' }), release(archive))
    expect(issue.code).toBe('kubeconform-missing')
    expect(issue.got).toContain('none on PATH')
    expect(issue.want).toContain('DID NOT RUN')
    expect(issue.hint).toContain(`download ${mirror}/${archiveName} (SHA-256 `)
    expect(issue.hint).toContain('in libs/checks/kubeconform: CGO_ENABLED=0 go build -trimpath')
    expect(issue.hint).toContain('SLIPWAY_KUBECONFORM_MIRROR')
  })

  it('names a cache that cannot be written', async () => {
    writeFileSync(path.join(work, 'file'), '')
    expect((await issueOf(machine({ XDG_CACHE_HOME: path.join(work, 'file') }), release(archive))).got).toContain(
      path.join(work, 'file'),
    )
  })
})

describe('cachePlace', () => {
  it.each([
    ['XDG_CACHE_HOME', { XDG_CACHE_HOME: '/xdg' }, '/xdg/slipway/kubeconform/0.8.0-linux-amd64'],
    [
      'a relative XDG_CACHE_HOME does not count',
      { XDG_CACHE_HOME: 'xdg' },
      '/h/.cache/slipway/kubeconform/0.8.0-linux-amd64',
    ],
    ['no XDG_CACHE_HOME', {}, '/h/.cache/slipway/kubeconform/0.8.0-linux-amd64'],
  ])('%s', (_name, env, want) => {
    expect(cachePlace({ ...machine(), env, home: '/h', platform: 'linux', arch: 'x64' }, release(archive))).toBe(want)
  })
})
