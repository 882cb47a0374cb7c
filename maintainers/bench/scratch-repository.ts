import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { home } from '@slipway/cli'
import { execSync, type Ran } from '@slipway/cli/exec'
import { ownedFolders } from '@slipway/tree'
import { seededRandom } from './random.ts'
import { releaseOf, syntheticEstate, writeInputs } from './synthetic-estate.ts'

/** Like this one, with a synthetic estate; apps, fleet and Slipway's rules may be changed. */
export type ScratchRepository = ReturnType<typeof makeScratchRepository>

const copied = 'libs tools package.json package-lock.json nx.json tsconfig.json .env .gitignore .gitattributes'.split(
  ' ',
)
const committed = 'apps fleet clusters argocd aws package.json nx.json .gitignore'.split(' ')

/** Links; those to libs and tools are relative, so they lead to the copies. */
function linkModules(root: string): void {
  mkdirSync(path.join(root, 'node_modules'))
  for (const name of readdirSync(path.join(home, 'node_modules'))) {
    const [from, to] = [path.join(home, 'node_modules', name), path.join(root, 'node_modules', name)]
    if (name === '@slipway') cpSync(from, to, { recursive: true, verbatimSymlinks: true })
    else if (name !== '.cache') symlinkSync(from, to)
  }
}

export function makeScratchRepository(count: number) {
  const root = mkdtempSync(path.join(realpathSync(tmpdir()), 'slipway-bench-'))
  const fine = ({ code, stderr }: Ran): void => {
    if (code !== 0) throw new Error(stderr)
  }
  fine(execSync('cp', ['-r', ...copied, root], { cwd: home }))
  linkModules(root)
  const { inputs, apps } = syntheticEstate(count, 7)
  writeInputs(root, inputs)
  const changedApp = apps[Math.floor(apps.length / 2)]?.name ?? ''
  let changes = 0
  const edit = (name: string, pattern: RegExp, replacement: string): void => {
    const file = path.join(root, name)
    const before = readFileSync(file, 'utf8')
    const after = before.replace(pattern, replacement)
    if (after === before) throw new Error(`${name} did not change, so a measurement would mean nothing`)
    writeFileSync(file, after)
  }
  return {
    root,
    changedApp,
    changeSpec: () => edit(`apps/${changedApp}/app.ts`, /"memory": "\d+Mi"/, `"memory": "${1000 + ++changes}Mi"`),
    changeRelease: () =>
      edit(`apps/${changedApp}/releases/dev.json`, /[^]*/, releaseOf(seededRandom(1000 + ++changes))),
    /** Changes the generator's code: another default for all. */
    changeRule: () => edit('libs/model/src/defaults.ts', /preStop: \d+,/, `preStop: ${20 + ++changes},`),
    changeFleet: () => edit('fleet/clusters/prod.ts', /"domain": "[a-z0-9-]+/, `"domain": "prod-${++changes}`),
    commit(subject: string): void {
      const config = ['user.name=bench', 'user.email=bench@acme.example', 'commit.gpgsign=false']
      const commands = [
        ['init', '-q', '-b', 'main'],
        ['add', ...committed],
        ['commit', '-q', '--allow-empty', '-m', subject],
      ]
      for (const words of commands)
        fine(execSync('git', [...config.flatMap((one) => ['-c', one]), ...words], { cwd: root }))
    },
    forgetChecks(): void {
      rmSync(path.join(root, '.slipway/check.cache'), { force: true })
    },
    /** As in a new clone, but for what Node keeps of our code. Deletes nothing, as below. */
    forgetTree(): void {
      const aside = mkdtempSync(path.join(root, 'node_modules/.aside-'))
      for (const name of [...ownedFolders, '.slipway']) renameSync(path.join(root, name), path.join(aside, name))
    },
    /** Not between two measurements (docs/speed.md). */
    close: () => rmSync(root, { recursive: true, force: true }),
  }
}

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
