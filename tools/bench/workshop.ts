import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { releaseOf, syntheticEstate, writeInputs, type Made } from './estate.ts'
import { numbers } from './numbers.ts'

const home = path.resolve(import.meta.dirname, '../..')
const seed = 7

/** A repository like this one with a synthetic estate in it, where all may be changed: apps, fleet and Slipway's own rules. */
export interface Workshop {
  readonly root: string
  readonly apps: readonly Made[]
  /** Another spec for one app. */
  changeSpec(): void
  /** Another version of one app in one cluster. */
  changeRelease(): void
  /** Another default for all apps: the code of the generator changes. */
  changeRule(): void
  /** Another domain of one cluster. */
  changeFleet(): void
  /** A file of one of the verbs, to be run. */
  verb(name: string): string
  commit(subject: string): void
  /** What is rendered, as if it had never been. */
  forget(): void
  /** What was checked, as if it had never been. */
  forgetChecks(): void
  /** Leaves it as it is under another name and begins anew beside it: nothing is deleted between two measurements (docs/speed.md). */
  close(): void
}

/** npm's packages by link, ours by a link to the copy. */
function linkModules(root: string): void {
  const from = path.join(home, 'node_modules')
  mkdirSync(path.join(root, 'node_modules/@slipway'), { recursive: true })
  for (const name of readdirSync(from)) {
    if (name !== '@slipway' && !name.startsWith('.cache'))
      symlinkSync(path.join(from, name), path.join(root, 'node_modules', name))
  }
  for (const top of ['libs', 'tools']) {
    for (const name of readdirSync(path.join(root, top))) {
      symlinkSync(
        path.join('../..', top, name),
        path.join(root, 'node_modules/@slipway', top === 'tools' ? `tool-${name}` : name),
      )
      const own = path.join(home, top, name, 'node_modules')
      if (existsSync(own)) symlinkSync(own, path.join(root, top, name, 'node_modules'))
    }
  }
}

/** @param count apps in each of three environments @param place a folder for it; the system's for what is temporary by default */
export function workshop(count: number, place: string = tmpdir()): Workshop {
  const root = mkdtempSync(path.join(realpathSync(place), 'slipway-bench-'))
  for (const name of ['libs', 'tools']) {
    cpSync(path.join(home, name), path.join(root, name), {
      recursive: true,
      filter: (file) => !/\/node_modules(\/|$)/.test(file.slice(home.length)),
    })
  }
  for (const name of [
    'package.json',
    'package-lock.json',
    'nx.json',
    'tsconfig.json',
    '.env',
    '.gitignore',
    '.gitattributes',
  ])
    cpSync(path.join(home, name), path.join(root, name))
  linkModules(root)
  const { inputs, apps } = syntheticEstate(count, seed)
  writeInputs(root, inputs)
  const file = (name: string) => path.join(root, name)
  let changes = 0
  const edit = (name: string, change: (text: string) => string): void => {
    const before = readFileSync(file(name), 'utf8')
    const after = change(before)
    if (after === before) throw new Error(`${name} did not change, so a measurement would mean nothing`)
    writeFileSync(file(name), after)
  }
  const one = apps[Math.floor(apps.length / 2)]
  if (one === undefined) throw new Error('an estate of no apps')
  const git = (...args: readonly string[]): void => {
    const person = ['-c', 'user.name=bench', '-c', 'user.email=bench@acme.example', '-c', 'commit.gpgsign=false']
    const { status, stderr } = spawnSync('git', [...person, ...args], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`)
  }
  return {
    root,
    apps,
    changeSpec: () =>
      edit(`apps/${one.name}/app.ts`, (text) => text.replace(/"memory": "\d+Mi"/, `"memory": "${1000 + ++changes}Mi"`)),
    changeRelease: () =>
      writeFileSync(file(`apps/${one.name}/releases/dev.json`), releaseOf(numbers(1000 + ++changes))),
    changeRule: () =>
      edit('libs/model/src/defaults.ts', (text) => text.replace(/preStop: \d+,/, `preStop: ${20 + ++changes},`)),
    changeFleet: () =>
      edit('fleet/clusters/prod.ts', (text) => text.replace(/"domain": "[a-z0-9-]+/, `"domain": "prod-${++changes}`)),
    verb: (name) => file(name),
    commit: (subject) => {
      git('init', '--quiet', '--initial-branch', 'main')
      git('add', 'apps', 'fleet', 'clusters', 'argocd', 'aws', '.gitignore', 'nx.json', 'package.json')
      git('commit', '--quiet', '--allow-empty', '-m', subject)
    },
    forget: () =>
      ['clusters', 'argocd', 'aws', '.slipway'].forEach((name) => rmSync(file(name), { recursive: true, force: true })),
    forgetChecks: () =>
      ['checked', 'judged', 'judgements.jsonl'].forEach((name) => rmSync(file(`.slipway/${name}`), { force: true })),
    close: () => rmSync(root, { recursive: true, force: true }),
  }
}
