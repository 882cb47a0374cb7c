import {
  cpSync,
  globSync,
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
import { git, gitComplaint } from '@slipway/cli/git'
import { seededRandom } from './random.ts'
import { releaseOf, syntheticEstate, writeInputs } from './synthetic-estate.ts'

const home = path.resolve(import.meta.dirname, '../..')
const seed = 7

/** A repository like this one with a synthetic estate in it, where all may be changed: apps, fleet and Slipway's own rules. */
export interface ScratchRepository {
  readonly root: string
  /** The app that `changeSpec` and `changeRelease` change. */
  readonly changedApp: string
  changeSpec(): void
  /** Another version of that app in one cluster. */
  changeRelease(): void
  /** Another default for all apps: the code of the generator changes. */
  changeRule(): void
  /** Another domain of one cluster. */
  changeFleet(): void
  commit(subject: string): void
  /** Deletes what `check` has in its caches. */
  forgetChecks(): void
  /** Deletes it. Not between two measurements (docs/speed.md). */
  close(): void
}

/** npm's packages by links to ours; the links to libs and tools are relative, so they lead to the copies. */
function linkModules(root: string): void {
  for (const name of readdirSync(path.join(home, 'node_modules'))) {
    const [from, to] = [path.join(home, 'node_modules', name), path.join(root, 'node_modules', name)]
    if (name === '@slipway') cpSync(from, to, { recursive: true, verbatimSymlinks: true })
    else if (name !== '.cache') symlinkSync(from, to)
  }
  for (const own of globSync('{libs,tools}/*/node_modules', { cwd: home }))
    symlinkSync(path.join(home, own), path.join(root, own))
}

/** @param count apps in each of three environments */
export function makeScratchRepository(count: number): ScratchRepository {
  const root = mkdtempSync(path.join(realpathSync(tmpdir()), 'slipway-bench-'))
  const file = (name: string) => path.join(root, name)
  for (const name of ['libs', 'tools'])
    cpSync(path.join(home, name), file(name), {
      recursive: true,
      filter: (from) => !/\/node_modules(\/|$)/.test(from.slice(home.length)),
    })
  const settings = [
    'package.json',
    'package-lock.json',
    'nx.json',
    'tsconfig.json',
    '.env',
    '.gitignore',
    '.gitattributes',
  ]
  for (const name of settings) cpSync(path.join(home, name), file(name))
  mkdirSync(file('node_modules'))
  linkModules(root)
  const { inputs, apps } = syntheticEstate(count, seed)
  writeInputs(root, inputs)
  const changedApp = apps[Math.floor(apps.length / 2)]?.name ?? ''
  let changes = 0
  const edit = (name: string, pattern: RegExp, replacement: string): void => {
    const before = readFileSync(file(name), 'utf8')
    const after = before.replace(pattern, replacement)
    if (after === before) throw new Error(`${name} did not change, so a measurement would mean nothing`)
    writeFileSync(file(name), after)
  }
  const run = (...args: readonly string[]): void => {
    const config = ['user.name=bench', 'user.email=bench@acme.example', 'commit.gpgsign=false']
    const answer = git(root, [...config.flatMap((one) => ['-c', one]), ...args])
    if (answer.status !== 0) throw new Error(gitComplaint(answer))
  }
  return {
    root,
    changedApp,
    changeSpec: () => edit(`apps/${changedApp}/app.ts`, /"memory": "\d+Mi"/, `"memory": "${1000 + ++changes}Mi"`),
    changeRelease: () =>
      writeFileSync(file(`apps/${changedApp}/releases/dev.json`), releaseOf(seededRandom(1000 + ++changes))),
    changeRule: () => edit('libs/model/src/defaults.ts', /preStop: \d+,/, `preStop: ${20 + ++changes},`),
    changeFleet: () => edit('fleet/clusters/prod.ts', /"domain": "[a-z0-9-]+/, `"domain": "prod-${++changes}`),
    commit(subject) {
      run('init', '--quiet', '--initial-branch', 'main')
      run('add', 'apps', 'fleet', 'clusters', 'argocd', 'aws', '.gitignore', 'nx.json', 'package.json')
      run('commit', '--quiet', '--allow-empty', '-m', subject)
    },
    forgetChecks() {
      for (const name of ['checked', 'judged', 'judgements.jsonl']) rmSync(file(`.slipway/${name}`), { force: true })
    },
    close: () => rmSync(root, { recursive: true, force: true }),
  }
}

/** Uses a repository, and deletes it afterwards. */
export async function inScratchRepository<T>(
  count: number,
  use: (repository: ScratchRepository) => T | Promise<T>,
): Promise<T> {
  const repository = makeScratchRepository(count)
  try {
    return await use(repository)
  } finally {
    repository.close()
  }
}
