import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cacheRoot, placeOf } from './build-cache.ts'
import type { Machine } from '@slipway/cli/program'
import type { GoProgram } from './program.ts'

const program: GoProgram = {
  by: 'go',
  pin: 'thing',
  version: '1.0.0',
  minutes: 1,
  package: 'example.org/thing',
  set: { 'main.version': '1.0.0' },
  files: ['crds'],
  proof: { args: ['--version'], text: '1.0.0' },
}
const machine: Machine = {
  env: { XDG_CACHE_HOME: '/xdg' },
  platform: 'linux',
  arch: 'x64',
  home: '/h',
  run: () => Promise.reject(new Error('nothing runs here')),
}

let pins: string
beforeEach(() => {
  pins = mkdtempSync(path.join(tmpdir(), 'slipway-pins-'))
  mkdirSync(path.join(pins, 'thing'))
  write('go.mod', 'module thing')
  write('go.sum', 'example.org/thing v1.0.0 h1:AAA=')
})
afterEach(() => rmSync(pins, { recursive: true, force: true }))

const write = (file: string, text: string) => writeFileSync(path.join(pins, 'thing', file), text)
const folder = (changed: Partial<GoProgram> = {}, on: Partial<Machine> = {}) =>
  placeOf({ ...machine, ...on }, 'thing', { ...program, ...changed }, pins).folder

describe('cacheRoot', () => {
  it.each([
    ['XDG_CACHE_HOME', { XDG_CACHE_HOME: '/xdg' }, '/xdg/slipway/rehearsal'],
    ['a relative XDG_CACHE_HOME does not count', { XDG_CACHE_HOME: 'xdg' }, '/h/.cache/slipway/rehearsal'],
    ['no XDG_CACHE_HOME', {}, '/h/.cache/slipway/rehearsal'],
  ])('%s', (_name, env, want) => expect(cacheRoot({ env, home: '/h' })).toBe(want))
})

describe('placeOf', () => {
  it('is named for the program and the hash of what pins it', () => {
    const { folder, program: file, files } = placeOf(machine, 'thing', program, pins)
    expect(folder).toMatch(/^\/xdg\/slipway\/rehearsal\/thing-[0-9a-f]{12}$/)
    expect([path.relative(folder, file), path.relative(folder, files)]).toEqual(['thing', 'files'])
    expect(placeOf({ ...machine, platform: 'win32' }, 'thing', program, pins).program).toMatch(/thing\.exe$/)
  })

  it.each<[string, () => string]>([
    ['another go.mod', () => (write('go.mod', 'module other'), folder())],
    ['another go.sum', () => (write('go.sum', 'example.org/thing v1.0.0 h1:BBB='), folder())],
    ['one more file', () => (write('patch', ''), folder())],
    ['another package', () => folder({ package: 'example.org/thing/cmd' })],
    ['another variable set', () => folder({ set: { 'main.version': '1.0.1' } })],
    ['another build tag', () => folder({ tags: ['small'] })],
    ['other files kept', () => folder({ files: ['crds', 'more'] })],
    ['another platform', () => folder({}, { platform: 'darwin' })],
    ['another processor', () => folder({}, { arch: 'arm64' })],
  ])('%s is another place', (_name, change) => {
    const before = folder()
    expect(change()).not.toBe(before)
  })

  it('words moved from one file to the next are another place', () => {
    write('go.mod', 'a')
    write('go.sum', 'b')
    const before = folder()
    write('go.mod', 'ab')
    write('go.sum', '')
    expect(folder()).not.toBe(before)
  })

  it.each<[string, () => string]>([
    ['how long it takes', () => folder({ minutes: 99 })],
    ['how it is asked for its version', () => folder({ proof: { args: ['version'], text: 'x' } })],
    [
      'where the repository lies',
      () => {
        const moved = `${pins}-moved`
        cpSync(pins, moved, { recursive: true })
        const place = placeOf(machine, 'thing', program, moved).folder
        rmSync(moved, { recursive: true })
        return place
      },
    ],
  ])('%s does not matter', (_name, change) => {
    const before = folder()
    expect(change()).toBe(before)
  })
})
