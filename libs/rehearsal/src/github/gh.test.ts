import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Call, StandInCommand } from './call.ts'
import { gh, receive } from './gh.ts'
import { openHubState, type HubState } from './hub-state.ts'
import { makeToken } from './token.ts'

let folder = ''
let hub: HubState
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'slipway-hub-'))
  hub = openHubState(folder)
  makeToken(hub, 'writer', ['read', 'write'])
  makeToken(hub, 'reader', ['read'])
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function call(
  command: StandInCommand,
  words: readonly string[],
  token: string | undefined = 'writer',
  piped = '',
): string {
  let out = ''
  const given: Call = {
    words,
    env: { GH_TOKEN: token },
    cwd: folder,
    hub,
    out: (text) => (out += text),
    err: () => undefined,
    input: () => piped,
    run: () => '',
    become: () => 0,
  }
  expect(command(given)).toBe(0)
  return out
}

const create = ['pr', 'create', '--head', 'release/web-dev', '--base', 'main', '--title', 'one', '--body-file', '-']
const list = ['pr', 'list', '--head', 'release/web-dev', '--base', 'main']

describe('gh pr', () => {
  it('opens, lists, edits and closes one pull request for a branch', () => {
    expect(call(gh, list)).toBe('[]\n')
    expect(call(gh, create, 'writer', 'why')).toMatch(/\/pull\/1\n$/)
    expect(JSON.parse(call(gh, list, 'reader'))).toMatchObject([{ number: 1 }])
    expect(() => call(gh, create)).toThrow('already exists')
    call(gh, ['pr', 'edit', '1', '--title', 'two', '--body-file', '-'], 'writer', 'because')
    expect(hub.pulls()).toMatchObject([{ title: 'two', body: 'because', state: 'open' }])
    call(gh, ['pr', 'close', '1', '--comment', 'rejected'])
    expect(hub.pulls()).toMatchObject([{ state: 'closed', comments: ['rejected'] }])
    expect(call(gh, list)).toBe('[]\n')
  })
})

describe('gh run download', () => {
  it('lays files out by name, and folders by pattern', () => {
    for (const name of ['image-a', 'image-b', 'pulls']) {
      mkdirSync(hub.artifact('7', name), { recursive: true })
      writeFileSync(path.join(hub.artifact('7', name), 'file'), name)
    }
    call(gh, ['run', 'download', '7', '--pattern', 'image-*', '--dir', 'images'], 'reader')
    expect(readdirSync(path.join(folder, 'images')).sort()).toEqual(['image-a', 'image-b'])
    call(gh, ['run', 'download', '7', '--name', 'pulls', '--dir', 'one'], 'reader')
    expect(readdirSync(path.join(folder, 'one'))).toEqual(['file'])
    expect(() => call(gh, ['run', 'download', '8', '--name', 'pulls'], 'reader')).toThrow('no artifact')
  })
})

describe('who may', () => {
  it('is asked of the token: none, one of nobody, one that only reads, one that is over', () => {
    expect(() => call(gh, list, '')).toThrow('401')
    expect(() => call(gh, list, 'nobody')).toThrow('401')
    expect(() => call(gh, create, 'reader')).toThrow('403')
    hub.write('faults', ['token-expired'])
    expect(() => call(gh, list, makeToken(hub, 'app-1', ['read', 'write']))).toThrow('401')
    expect(() => call(receive, [], 'reader', 'a b refs/heads/x\n')).toThrow('403')
  })

  it('needs no token to tell a version', () => {
    expect(call(gh, ['--version'], '')).toContain('stand-in')
  })
})

describe('a push', () => {
  it('is taken, unless a rule of the repository denies it, and then names the branch', () => {
    call(receive, [], 'writer', '0 1 refs/heads/release/web-dev\n')
    hub.write('faults', ['push-denied'])
    expect(() => call(receive, [], 'writer', '0 1 refs/heads/release/web-dev\n')).toThrow(
      /GH013.*refs\/heads\/release\/web-dev/,
    )
  })
})

it('knows no other words than those that the workflows say', () => {
  expect(() => call(gh, ['api', 'x'])).toThrow('knows no "api x"')
})
