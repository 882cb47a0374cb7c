import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { input, Refused, type Call, type StandInCommand } from './call.ts'
import { makeToken } from './token.ts'

const output = ({ env }: Call, name: string, value: string): void =>
  appendFileSync(env['GITHUB_OUTPUT'] ?? '', `${name}=${value}\n`)

/** Objects are shared with the hub's; a depth of one hides what is before the commit, as a shallow fetch does. */
export const checkout: StandInCommand = (call) => {
  const git = (...args: string[]) => call.run('git', args).trim()
  const [ref, depth] = [input(call, 'ref'), input(call, 'fetch-depth')]
  const folder = path.join(call.cwd, '.git')
  // Removes an earlier checkout of this job.
  rmSync(folder, { recursive: true, force: true })
  git('init', '--quiet', '--initial-branch', 'none')
  git('remote', 'add', 'origin', `file://${call.hub.repository}`)
  writeFileSync(path.join(folder, 'objects/info/alternates'), `${path.join(call.hub.repository, 'objects')}\n`)
  const isCommit = /^[0-9a-f]{40}$/.test(ref)
  const at = isCommit ? ref : git('ls-remote', 'origin', `refs/heads/${ref}`).slice(0, 40)
  if (at === '') throw new Refused(`A branch or tag with the name '${ref}' could not be found`)
  if (depth === '0') git('fetch', '--quiet', '--no-tags', 'origin')
  else writeFileSync(path.join(folder, 'shallow'), `${at}\n`)
  git('checkout', '--quiet', '--force', ...(isCommit ? ['--detach', at] : ['-B', ref, at]))
  return 0
}

/** `npm ci`: the packages of the repository that is rehearsed, by links; those of the workspace are the checkout's. */
function install(call: Call): void {
  const from = call.env['SLIPWAY_SOURCE'] ?? ''
  const link = (folder: string) => {
    const [have, want] = [path.join(from, folder, 'node_modules'), path.join(call.cwd, folder, 'node_modules')]
    rmSync(want, { recursive: true, force: true })
    mkdirSync(want, { recursive: true })
    for (const name of readdirSync(have)) {
      if (name === '.cache') continue
      const own = name === '@slipway' || name === '.bin'
      if (own) cpSync(path.join(have, name), path.join(want, name), { recursive: true, verbatimSymlinks: true })
      else symlinkSync(path.join(have, name), path.join(want, name))
    }
  }
  const at = (folder: string) => path.join(call.cwd, folder)
  const workspaces = (JSON.parse(readFileSync(at('package.json'), 'utf8')) as { workspaces: readonly string[] })
    .workspaces
  const folders = workspaces.flatMap((pattern) =>
    pattern.endsWith('/*')
      ? readdirSync(at(pattern.slice(0, -2))).map((name) => `${pattern.slice(0, -1)}${name}`)
      : [pattern],
  )
  const has = (folder: string) =>
    statSync(path.join(from, folder, 'node_modules'), { throwIfNoEntry: false }) !== undefined
  for (const folder of ['.', ...folders]) if (has(folder)) link(folder)
}

export const npm: StandInCommand = (call) => {
  if (call.words[0] !== 'ci') return call.become(call.env['SLIPWAY_NPM'] ?? 'npm', call.words)
  install(call)
  return 0
}

export const uploadArtifact: StandInCommand = (call) => {
  const [from, name] = [input(call, 'path'), input(call, 'name')]
  const found = statSync(path.resolve(call.cwd, from), { throwIfNoEntry: false })
  if (found === undefined) return 0
  const into = call.hub.artifact(call.env['GITHUB_RUN_ID'] ?? '', name)
  // Within an attempt an artifact is for good (actions/upload-artifact).
  if (call.env['GITHUB_RUN_ATTEMPT'] === '1' && statSync(into, { throwIfNoEntry: false }) !== undefined)
    throw new Refused(`an artifact named ${name} already exists`)
  mkdirSync(into, { recursive: true })
  cpSync(from, found.isDirectory() ? into : path.join(into, path.basename(from)), { recursive: true })
  return 0
}

export const lastBuilt: StandInCommand = (call) => {
  output(call, 'base', call.hub.read('built'))
  return 0
}

export const assumeRole: StandInCommand = (call) => {
  const role = input(call, 'role-to-assume')
  if (!/^arn:aws:iam::\d{12}:role\/.+/.test(role)) throw new Refused(`role-to-assume: ${role} is no role`)
  appendFileSync(call.env['GITHUB_ENV'] ?? '', `AWS_SESSION_TOKEN=${path.basename(role)}\n`)
  return 0
}

export const registryLogin: StandInCommand = (call) => {
  if (call.env['AWS_SESSION_TOKEN'] === undefined) throw new Refused('Could not load credentials from any providers')
  return 0
}

export const attest: StandInCommand = (call) => {
  const digest = input(call, 'subject-digest')
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw new Refused(`subject-digest: ${digest} is no digest`)
  const { GITHUB_SHA: commit = '', GITHUB_RUN_ID: run = '' } = call.env
  call.hub.write('attestations', { ...call.hub.read('attestations'), [digest]: { commit, run } })
  return 0
}

export const appToken: StandInCommand = (call) => {
  if (input(call, 'private-key') === '') throw new Refused('Input required and not supplied: private-key')
  output(call, 'token', makeToken(call.hub, `app-${call.env['GITHUB_RUN_ID'] ?? ''}-${Date.now()}`, ['read', 'write']))
  return 0
}

export const nothing: StandInCommand = () => 0
