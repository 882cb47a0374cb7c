import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { execText } from '@slipway/cli/exec'
import { author } from '../cluster/repository.ts'
import { NoneFits } from '../stage/staged-app.ts'
import { actionFile, actions, usesIn } from './actions.ts'
import { commands } from './commands.ts'
import { openHubState, type HubState } from './hub-state.ts'
import { makeToken } from './token.ts'

/** GitHub for one rehearsal: a repository with the whole estate, and programs on PATH that stand in for others. */
export interface Hub {
  readonly state: HubState
  /** The environment of programs and of git; PATH begins with the stand-ins. */
  readonly env: Readonly<Record<string, string>>
  /** In the people's clone, on the estate's branch. */
  git(...args: readonly string[]): Promise<string>
  /** Lays the branch out in a folder with a repository of its own, without copying objects. */
  checkOut(branch: string, folder: string): Promise<void>
  /** Edits the branch as a person does, and pushes it. @returns the commit */
  push(subject: string, edit: (file: (name: string) => string) => void): Promise<string>
  /** The same on another branch. */
  pushTo(branch: string, subject: string, edit: (file: (name: string) => string) => void): Promise<string>
  /** The merge commit that GitHub checks for a pull request, which nobody has pushed. */
  mergeCommit(number: number): Promise<string>
  /** @returns the commit of the branch after it */
  merge(number: number): Promise<string>
  branches(): Promise<readonly string[]>
  /** Texts of a commit's files by path. */
  files(commit: string, folders: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Words of act for the actions that a workflow's text uses. @throws NoneFits without a stand-in */
  localActions(workflow: string): readonly string[]
}

const person = 'person'

function onPath(name: string): string {
  const found = (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file))
  if (found === undefined) throw new NoneFits(`there is no ${name} on PATH, with which the workflows run`)
  return found
}

interface HubOptions {
  readonly crane: string
  readonly branch: string
  /** Variables by which the registry is reached. */
  readonly outside: Readonly<Record<string, string>>
}

export async function openHub(folder: string, source: string, { crane, branch, outside }: HubOptions): Promise<Hub> {
  const at = (...names: readonly string[]) => path.join(folder, ...names)
  const [bin, clone, home] = [at('bin'), at('clone'), at('home')]
  for (const each of [bin, clone, home]) mkdirSync(each, { recursive: true })
  // Programs that a runner would have fetched, such as kubeconform.
  mkdirSync(path.join(home, '.cache'))
  symlinkSync(path.join(homedir(), '.cache/slipway'), path.join(home, '.cache/slipway'))
  const state = openHubState(folder)
  const env = {
    PATH: `${bin}${path.delimiter}${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH ?? ''}`,
    HOME: home,
    LANG: 'C.UTF-8',
    GIT_CONFIG_NOSYSTEM: '1',
    SLIPWAY_HUB: folder,
    SLIPWAY_SOURCE: source,
    SLIPWAY_CRANE: crane,
    SLIPWAY_NPM: onPath('npm'),
    NX_DAEMON: 'false',
    ...outside,
  }
  for (const name of Object.keys(commands)) {
    const file = path.join(bin, name)
    const main = path.join(import.meta.dirname, 'command-main.ts')
    writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${main}' '${name}' "$@"\n`)
    chmodSync(file, 0o755)
  }
  makeToken(state, person, ['read', 'write'])
  const git = async (...args: readonly string[]) =>
    (await execText('git', [...author, ...args], { cwd: clone, env: { ...env, GH_TOKEN: person } })).trim()

  const listed = await execText('git', ['ls-files', '-z'], { cwd: source })
  const names = at('tracked')
  writeFileSync(names, listed)
  await execText('tar', ['-C', source, '--null', '--files-from', names, '-cf', at('tracked.tar')])
  await execText('tar', ['-C', clone, '-xf', at('tracked.tar')])
  await execText('git', ['init', '--quiet', '--bare', '--initial-branch', branch, state.repository], { env })
  await git('init', '--quiet', '--initial-branch', branch)
  await git('remote', 'add', 'origin', `file://${state.repository}`)
  await git('add', '--all')
  await git('commit', '--quiet', '-m', 'the estate as it is')
  await git('push', '--quiet', 'origin', branch)
  const hook = path.join(state.repository, 'hooks/pre-receive')
  writeFileSync(hook, `#!/bin/sh\nexec '${path.join(bin, 'stand-in-receive')}'\n`)
  chmodSync(hook, 0o755)
  state.write('built', await git('rev-parse', 'HEAD'))

  /** The clone, to what the hub has of a branch. */
  const resetTo = async (to: string) => {
    await git('fetch', '--quiet', '--prune', 'origin')
    await git('reset', '--quiet', '--hard', `origin/${to}`)
  }
  const pushTo: Hub['pushTo'] = async (to, subject, edit) => {
    await resetTo(to)
    edit((name) => path.join(clone, name))
    await git('add', '--all')
    await git('commit', '--quiet', '-m', subject)
    await git('push', '--quiet', 'origin', `HEAD:${to}`)
    return git('rev-parse', 'HEAD')
  }
  const opened = (number: number) => {
    const pull = state.pulls().find((each) => each.number === number)
    if (pull?.state !== 'open') throw new Error(`no open pull request ${number}`)
    return pull
  }
  return {
    state,
    env,
    git,
    checkOut: async (branch, into) => {
      await git('clone', '--quiet', '--shared', '--branch', branch, state.repository, into)
    },
    push: (subject, edit) => pushTo(branch, subject, edit),
    pushTo,
    mergeCommit: async (number) => {
      const pull = opened(number)
      await resetTo(branch)
      await git('merge', '--quiet', '--no-ff', '-m', `merge #${number}`, `origin/${pull.head}`)
      await git('push', '--quiet', '--force', 'origin', `HEAD:refs/pull/${number}/merge`)
      return git('rev-parse', 'HEAD')
    },
    merge: async (number) => {
      const pull = opened(number)
      await resetTo(branch)
      await git('merge', '--quiet', '--squash', `origin/${pull.head}`)
      await git('commit', '--quiet', '-m', `${pull.title} (#${number})`)
      await git('push', '--quiet', 'origin', `HEAD:${branch}`, `:refs/heads/${pull.head}`)
      state.writePull({ ...pull, state: 'merged' })
      return git('rev-parse', 'HEAD')
    },
    branches: async () =>
      (await git('ls-remote', '--heads', 'origin'))
        .split('\n')
        .map((line) => line.split('refs/heads/')[1] ?? '')
        .filter((name) => name !== ''),
    files: async (commit, folders) => {
      const list = (await git('ls-tree', '-r', '--name-only', commit, '--', ...folders)).split('\n')
      const into = at('tree', commit)
      mkdirSync(into, { recursive: true })
      await git('archive', '--output', at('tree.tar'), commit, ...folders)
      await execText('tar', ['-C', into, '-xf', at('tree.tar')])
      return new Map(
        list.filter((name) => name !== '').map((name) => [name, readFileSync(path.join(into, name), 'utf8')]),
      )
    },
    localActions: (workflow) =>
      usesIn(workflow).flatMap((use) => {
        const name = use.slice(0, use.indexOf('@'))
        const standIn = actions[name]
        if (standIn === undefined)
          throw new NoneFits(`a workflow uses ${name}, for which libs/rehearsal/src/github/actions.ts has no stand-in`)
        const place = at('actions', name)
        mkdirSync(place, { recursive: true })
        writeFileSync(path.join(place, 'action.yml'), actionFile(name, standIn))
        return ['--local-repository', `${use}=${place}`]
      }),
  }
}
