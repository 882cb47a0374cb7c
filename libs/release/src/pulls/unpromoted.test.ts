import { execFileSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ClusterName, EnvName } from '@slipway/core'
import type { Cluster } from '@slipway/fleet'
import type { AppSource, ReleaseFile } from '@slipway/spec'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { digest, SampleEstate } from '../../test/sample.ts'
import { openGit } from '../git.ts'
import { unpromoted } from './unpromoted.ts'

const environments = ['dev', 'staging', 'prod'] as EnvName[]
const clusters = ['dev', 'staging', 'prod-eu', 'prod-us'].map((name) => ({
  name: name as ClusterName,
  environment: name.replace(/-.*/, ''),
})) as unknown as Cluster[]
const fleet = { environments, clusters, approvers: { prod: ['@acme/release'] } }

/** By cluster, the letter of its digest; `undefined` takes the file away. */
type State = Readonly<Record<string, string | undefined>>

let box: SampleEstate
beforeEach(async () => {
  box = new SampleEstate([])
  box.put('apps/README.md', 'Each folder here is an app.\n')
  await box.repository()
})
afterEach(() => box.clean())

function write(state: State, override?: string): void {
  for (const [name, letter] of Object.entries(state)) {
    const file = `apps/web/releases/${name}.json`
    if (letter === undefined) rmSync(box.full(file), { force: true })
    else box.put(file, { digest: digest(letter), version: letter, ...(override === undefined ? {} : { override }) })
  }
}
const step = (state: State, override?: string): void => {
  write(state, override)
  box.commit(JSON.stringify(state))
}

function told(root = box.root, over: object = {}): readonly string[] {
  const git = openGit(root)
  if (!git.ok) throw new Error('no git')
  const releases = clusters.flatMap(({ name }): [ClusterName, ReleaseFile][] => {
    const file = `apps/web/releases/${name}.json`
    return box.exists(file) ? [[name, box.json(file) as ReleaseFile]] : []
  })
  const apps = [{ name: 'web', specs: new Map(), releases: new Map(releases) }] as unknown as AppSource[]
  const found = unpromoted(git.value, { base: 'HEAD^1', commit: 'HEAD' }, { ...fleet, ...over }, apps)
  if (!found.ok) throw new Error(JSON.stringify(found.issues))
  return found.value.map(
    ({ file, code, warning }) => `${path.basename(file)} ${code}${warning === true ? ' (warning)' : ''}`,
  )
}

const all = { dev: 'a', staging: 'a', 'prod-eu': 'a', 'prod-us': 'a' }
const wrong = ['prod-eu.json release-unpromoted']

it.each<[string, readonly State[], readonly string[]]>([
  ['what staging has', [all, { staging: 'b' }, { 'prod-eu': 'b' }], []],
  ['what staging had long ago', [all, { staging: 'b' }, { staging: 'c' }, { staging: 'd' }, { 'prod-eu': 'b' }], []],
  [
    'what staging had, which the app left since',
    [all, { staging: 'b' }, { staging: undefined }, { 'prod-eu': 'b' }],
    [],
  ],
  ['what dev has, where the app left staging', [all, { dev: 'b' }, { staging: undefined }, { 'prod-eu': 'b' }], []],
  ['a way back', [all, { staging: 'b' }, { 'prod-eu': 'b' }, { 'prod-eu': 'a' }], []],
  ['what another cluster has', [{ ...all, 'prod-us': undefined }, { 'prod-us': 'a' }], []],
  ['a new app, in all environments', [{}, all], []],
  ['an app of production alone', [{ 'prod-eu': 'a' }, { 'prod-eu': 'b' }], []],
  ['a file that goes', [all, { 'prod-us': undefined }], []],
  ['an environment without approvers', [all, { staging: 'b' }], []],
  ['what ran nowhere', [all, { 'prod-eu': 'b' }], wrong],
  ['what comes everywhere at once', [all, { dev: 'b', staging: 'b', 'prod-eu': 'b' }], wrong],
  ['what dev alone has', [all, { dev: 'b' }, { 'prod-eu': 'b' }], wrong],
  [
    'what ran nowhere, after the app left all else',
    [all, { dev: undefined, staging: undefined }, { 'prod-eu': 'b' }],
    wrong,
  ],
])('%s', (_, states, says) => {
  for (const state of states) step(state)
  expect(told()).toEqual(says)
})

it('does not count what was on a branch alone, though it was merged', () => {
  step(all)
  box.git('switch', '-q', '-c', 'side')
  step({ staging: 'b' })
  step({ staging: 'c' })
  box.git('switch', '-q', 'main')
  box.git('merge', '-q', '--no-ff', '-m', 'side', 'side')
  step({ 'prod-eu': 'b' })
  expect(told()).toEqual(wrong)
})

it.each([
  ['a reason of its own is a warning', 'people cannot pay', ['prod-eu.json release-unpromoted (warning)']],
  ['a reason of an earlier release is none', 'old', wrong],
])('%s', (_, override, says) => {
  step(all)
  step({ 'prod-eu': 'a' }, 'old')
  step({ 'prod-eu': 'b' }, override)
  expect(told()).toEqual(says)
})

it('reads old files whose fields nobody knows any more', () => {
  step(all)
  box.put('apps/web/releases/staging.json', { digest: digest('b'), gone: true })
  box.commit('old')
  step({ staging: 'c' })
  step({ 'prod-eu': 'b' })
  expect(told()).toEqual([])
})

it('does not judge without history', () => {
  step(all)
  step({ staging: 'b' })
  step({ staging: 'c' })
  step({ 'prod-eu': 'b' })
  const clone = mkdtempSync(path.join(realpathSync(tmpdir()), 'slipway-shallow-'))
  execFileSync('git', ['clone', '-q', '--depth', '2', `file://${box.top}`, clone])
  expect(told(clone)).toEqual(['prod-eu.json release-not-judged (warning)'])
  rmSync(clone, { recursive: true })
})

it('asks nothing where no environment has approvers', () => {
  step(all)
  step({ 'prod-eu': 'b' })
  expect(told(box.root, { approvers: undefined })).toEqual([])
})
