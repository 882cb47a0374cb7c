import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { execSync } from '@slipway/cli/exec'
import { called } from '../../test/fake-call.ts'
import { author } from '../cluster/repository.ts'
import { openHubState, type HubState } from './hub-state.ts'
import { appToken, assumeRole, attest, checkout, lastBuilt, npm, uploadArtifact } from './runner-programs.ts'

let hub: HubState
let job = ''
beforeEach(() => {
  hub = openHubState(mkdtempSync(path.join(tmpdir(), 'slipway-runner-')))
  job = path.join(hub.folder, 'job')
  mkdirSync(job)
})
afterEach(() => rmSync(hub.folder, { recursive: true, force: true }))

const git = (cwd: string, ...args: readonly string[]) => {
  const done = execSync('git', [...author, ...args], { cwd })
  if (done.code !== 0) throw new Error(done.stderr)
  return done.stdout.trim()
}

describe('checkout', () => {
  let first = ''
  beforeEach(() => {
    const work = path.join(hub.folder, 'work')
    git(hub.folder, 'init', '--quiet', '--bare', '--initial-branch', 'main', hub.repository)
    git(hub.folder, 'clone', '--quiet', hub.repository, work)
    for (const name of ['one', 'two']) {
      writeFileSync(path.join(work, name), name)
      git(work, 'add', '--all')
      git(work, 'commit', '--quiet', '-m', name)
    }
    git(work, 'push', '--quiet', 'origin', 'HEAD:main')
    first = git(work, 'rev-parse', 'HEAD^')
  })
  const checkedOut = (ref: string, depth: string) => {
    const run = (_: string, args: readonly string[]) => git(job, ...args)
    const env = { IN_REF: ref, IN_FETCH_DEPTH: depth }
    return checkout({ ...nobody(), cwd: job, hub, env, run })
  }
  const nobody = () => ({
    words: [],
    out: () => undefined,
    err: () => undefined,
    input: () => '',
    become: () => 0,
  })

  it('has a branch, its history with a depth of 0, and one commit alone with 1', () => {
    expect(checkedOut('main', '0')).toBe(0)
    expect([git(job, 'rev-list', '--count', 'HEAD'), git(job, 'branch', '--show-current')]).toEqual(['2', 'main'])
    expect(git(job, 'status', '--porcelain')).toBe('')
    checkedOut('main', '1')
    expect(git(job, 'rev-list', '--count', 'HEAD')).toBe('1')
    expect(existsSync(path.join(job, 'two'))).toBe(true)
  })

  it('has a commit, without what came after it', () => {
    checkedOut(first, '1')
    expect([git(job, 'rev-parse', 'HEAD'), existsSync(path.join(job, 'two'))]).toEqual([first, false])
  })

  it('knows no branch that is not there', () => {
    expect(() => checkedOut('nowhere', '1')).toThrow("'nowhere' could not be found")
  })
})

describe('an artifact', () => {
  const upload = (attempt: string) => {
    writeFileSync(path.join(job, 'image'), attempt)
    const env = {
      IN_NAME: 'image-web',
      IN_PATH: path.join(job, 'image'),
      GITHUB_RUN_ID: '7',
      GITHUB_RUN_ATTEMPT: attempt,
    }
    return called(uploadArtifact, { hub, cwd: job, env })
  }
  it('is there once for an attempt, and anew for the next', () => {
    const there = () => readFileSync(path.join(hub.artifact('7', 'image-web'), 'image'), 'utf8')
    upload('1')
    expect([hub.artifacts('7'), there()]).toEqual([['image-web'], '1'])
    expect(() => upload('1')).toThrow('already exists')
    upload('2')
    expect(there()).toBe('2')
  })
})

describe('what a step puts out', () => {
  const outputs = () => path.join(job, 'outputs')
  it('is the commit that was built last, and a token for who has the key', () => {
    hub.write('built', 'abc')
    called(lastBuilt, { hub, env: { GITHUB_OUTPUT: outputs() } })
    expect(readFileSync(outputs(), 'utf8')).toBe('base=abc\n')
    called(appToken, { hub, env: { GITHUB_OUTPUT: outputs(), IN_PRIVATE_KEY: 'key', GITHUB_RUN_ID: '7' } })
    const token = /token=(\S+)/.exec(readFileSync(outputs(), 'utf8'))?.[1] ?? ''
    expect(hub.read('tokens')[token]?.may).toEqual(['read', 'write'])
    expect(() => called(appToken, { hub, env: { GITHUB_OUTPUT: outputs() } })).toThrow('private-key')
  })

  it('is a role for the steps after it', () => {
    const env = { GITHUB_ENV: outputs(), IN_ROLE_TO_ASSUME: 'arn:aws:iam::111122223333:role/acme-images' }
    called(assumeRole, { hub, env })
    expect(readFileSync(outputs(), 'utf8')).toBe('AWS_SESSION_TOKEN=acme-images\n')
    expect(() => called(assumeRole, { hub, env: { ...env, IN_ROLE_TO_ASSUME: '' } })).toThrow('no role')
  })
})

describe('attest', () => {
  it('notes a digest with its commit and run, and takes nothing else', () => {
    const digest = `sha256:${'a'.repeat(64)}`
    const env = { IN_SUBJECT_DIGEST: digest, GITHUB_SHA: 'abc', GITHUB_RUN_ID: '7' }
    called(attest, { hub, env })
    expect(hub.read('attestations')).toEqual({ [digest]: { commit: 'abc', run: '7' } })
    expect(() => called(attest, { hub, env: { ...env, IN_SUBJECT_DIGEST: 'latest' } })).toThrow('no digest')
  })
})

describe('npm', () => {
  it('is the real one, but for ci, which links what is installed and keeps the workspace its own', () => {
    expect(called(npm, { hub, words: ['run', 'x'], env: { SLIPWAY_NPM: '/npm' } }).ran).toEqual(['/npm run x'])
    const source = path.join(hub.folder, 'source/node_modules')
    for (const name of ['yaml', '@slipway', '.bin', '.cache']) mkdirSync(path.join(source, name), { recursive: true })
    writeFileSync(path.join(job, 'package.json'), JSON.stringify({ workspaces: [] }))
    called(npm, { hub, cwd: job, words: ['ci'], env: { SLIPWAY_SOURCE: path.dirname(source) } })
    const at = (name: string) => path.join(job, 'node_modules', name)
    expect(['yaml', '@slipway', '.bin', '.cache'].map((name) => existsSync(at(name)))).toEqual([
      true,
      true,
      true,
      false,
    ])
    writeFileSync(path.join(source, 'yaml/x'), '')
    writeFileSync(path.join(source, '@slipway/x'), '')
    expect([existsSync(at('yaml/x')), existsSync(at('@slipway/x'))]).toEqual([true, false])
  })
})
