import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { failed, ok } from '@slipway/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exec } from './exec.ts'
import {
  cacheFolder,
  executable,
  fillPlace,
  goArguments,
  goEnv,
  pinnedGoProgram,
  pinnedPlace,
  type Machine,
} from './program.ts'

let root = ''
let machine: Machine
const pinned = () => ({ kind: 'judge', name: 'thing', pins: path.join(root, 'pins'), package: 'example.org/thing' })
/** A `go` that notes each build and makes a program, or does not. */
const go = (script: string) => {
  writeFileSync(path.join(root, 'bin/go'), `#!/bin/sh\necho "$*" >> '${root}/log'\n${script}\n`)
  chmodSync(path.join(root, 'bin/go'), 0o755)
}
const makes = 'while [ "$1" != -o ]; do shift; done; echo program > "$2"'
const builds = () =>
  existsSync(path.join(root, 'log')) ? readFileSync(path.join(root, 'log'), 'utf8').split('\n').length - 1 : 0

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'slipway-program-'))
  for (const folder of ['bin', 'pins']) mkdirSync(path.join(root, folder))
  for (const file of ['go.mod', 'go.sum']) writeFileSync(path.join(root, 'pins', file), file)
  machine = {
    env: { PATH: path.join(root, 'bin') },
    platform: 'linux',
    arch: 'x64',
    home: path.join(root, 'home'),
    run: exec,
  }
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('cacheFolder', () => {
  it.each([
    ['XDG_CACHE_HOME', { XDG_CACHE_HOME: '/xdg' }, '/xdg/slipway/judge'],
    ['a relative XDG_CACHE_HOME does not count', { XDG_CACHE_HOME: 'xdg' }, '/h/.cache/slipway/judge'],
    ['no XDG_CACHE_HOME', {}, '/h/.cache/slipway/judge'],
  ])('%s', (_, env, want) => expect(cacheFolder({ env, home: '/h' }, 'judge')).toBe(want))
})

describe('pinnedPlace', () => {
  it('is named for the machine and for what pins the program, wherever that lies', () => {
    const place = pinnedPlace(machine, pinned())
    expect(place).toMatch(/\/\.cache\/slipway\/judge\/thing-linux-x64-[0-9a-f]{12}$/)
    cpSync(path.join(root, 'pins'), path.join(root, 'moved'), { recursive: true })
    expect(pinnedPlace(machine, { ...pinned(), pins: path.join(root, 'moved') })).toBe(place)
    writeFileSync(path.join(root, 'pins/go.sum'), 'another')
    expect(pinnedPlace(machine, pinned())).not.toBe(place)
  })
})

describe('fillPlace', () => {
  const place = () => path.join(root, 'cache/place')
  const file = () => path.join(place(), 'file')
  const fill = (text: string) =>
    fillPlace(
      place(),
      () => existsSync(file()),
      async (work) => {
        writeFileSync(path.join(work, 'file'), text)
        await new Promise((resolve) => setTimeout(resolve, 20))
        return ok(text)
      },
    )

  it('leaves one whole folder, whoever was first', async () => {
    await Promise.all(['a', 'b', 'c'].map(fill))
    expect(readdirSync(path.join(root, 'cache'))).toEqual(['place'])
    expect(['a', 'b', 'c']).toContain(readFileSync(file(), 'utf8'))
  })

  it('replaces a folder that is not whole', async () => {
    mkdirSync(path.join(place(), 'rest'), { recursive: true })
    await fill('a')
    expect(readdirSync(place())).toEqual(['file'])
  })

  it('leaves nothing of what failed', async () => {
    const wrong = failed({ file: 'x', at: '', code: 'y', got: '', want: '', hint: '' })
    expect(
      await fillPlace(
        place(),
        () => false,
        () => Promise.resolve(wrong),
      ),
    ).toEqual(wrong)
    expect(readdirSync(path.join(root, 'cache'))).toEqual([])
  })
})

describe('a Go program', () => {
  it('is built by words that name all that decides its bytes', () => {
    const program = { pins: '/pins', package: 'example.org/a', set: { 'main.v': '1', 'main.w': '2' }, tags: ['a', 'b'] }
    expect(goArguments(program, 'out').join(' ')).toBe(
      'build -trimpath -buildvcs=false -tags a,b -ldflags -s -w -X main.v=1 -X main.w=2 -o out example.org/a',
    )
    expect(goArguments(program, 'out', { gentle: true, compiled: () => {} }).slice(0, 4)).toEqual([
      'build',
      '-v',
      '-p',
      '1',
    ])
    expect(goEnv({ GOFLAGS: '-mod=mod', GOWORK: '/w', A: '1' }, 'go1.26.10', true)).toEqual({
      A: '1',
      CGO_ENABLED: '0',
      GOFLAGS: '-mod=readonly',
      GOWORK: 'off',
      GOTOOLCHAIN: 'go1.26.10',
      GOMAXPROCS: '1',
    })
    expect(executable('a', { platform: 'win32' })).toBe('a.exe')
  })

  it('is built once', async () => {
    go(makes)
    const file = await pinnedGoProgram(pinned(), machine)
    expect([readFileSync(file, 'utf8'), path.basename(file)]).toEqual(['program\n', 'thing'])
    expect([await pinnedGoProgram(pinned(), machine), builds()]).toEqual([file, 1])
  })

  it("says Go's own words when it is not built, and that there is no Go", async () => {
    await expect(pinnedGoProgram(pinned(), machine)).rejects.toThrow('no go on PATH')
    go('echo "missing go.sum entry" >&2; exit 1')
    await expect(pinnedGoProgram(pinned(), machine)).rejects.toThrow('go build example.org/thing: missing go.sum entry')
    expect(existsSync(pinnedPlace(machine, pinned()))).toBe(false)
  })
})
