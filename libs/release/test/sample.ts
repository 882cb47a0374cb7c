/** For tests: an estate of made-up apps in a folder that is thrown away, and git there with nobody's settings. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadEstate, type Estate } from '@slipway/spec'
import { filesOf, nodeDisk, renderEstate, takeLock, writeTree } from '@slipway/tree'

export const registry = 'registry.acme.example'
/** A digest of one letter, from a to f, or a digit. */
export const digest = (letter: string): string => `sha256:${letter.repeat(64)}`
export const image = (app: string, letter: string): string => `${registry}/${app}@${digest(letter)}`

const cluster = (environment: string, wave: number, octet: number) => ({
  environment,
  wave,
  account: '222233334444',
  region: 'eu-west-1',
  zones: ['eu-west-1a'],
  kubernetes: '1.35',
  registry,
  domain: `c${octet}.acme.example`,
  network: { vpc: `10.${octet}.0.0/16`, pods: '100.64.0.0/16', services: '172.20.0.0/16' },
  nodes: {
    scaler: 'karpenter',
    role: 'nodes',
    pools: [{ name: 'base', capacity: 'on-demand', families: ['m7i'], cpu: 64, memory: '256Gi' }],
  },
})

export const team = {
  owners: ['@acme/shop'],
  group: 'acme:shop',
  slack: '#shop',
  quota: { cpu: '100', memory: '200Gi', pods: 100 },
}

const fleet = {
  name: 'acme',
  repository: { url: 'https://git.acme.example/slipway.git', branch: 'main' },
  email: 'platform@acme.example',
  environments: ['dev', 'staging', 'prod'],
  teams: { shop: team },
}

export const spec = {
  kind: 'http',
  team: 'shop',
  port: 8080,
  health: { ready: '/readyz', live: '/healthz' },
  cpu: '100m',
  memory: '128Mi',
} as const

/** Every cluster of the sample fleet, in the order of promotion; prod has two waves. */
export const clusters = ['dev', 'staging', 'prod-eu', 'prod-us'] as const

const text = (value: unknown, file: string): string =>
  typeof value === 'string'
    ? value
    : file.endsWith('.json')
      ? `${JSON.stringify(value, null, 2)}\n`
      : `export default ${JSON.stringify(value)}\n`

const settings =
  '[user]\n\tname = Ada\n\temail = ada@acme.example\n[core]\n\tfsync = none\n[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n'

const person = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@acme.example',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@acme.example',
  GIT_EDITOR: 'true',
  // Also in a copy that was made without `settings`: no process that looks whether there is something to tidy up.
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'maintenance.auto',
  GIT_CONFIG_VALUE_0: 'false',
}

/** In memory where the system has such a folder: these tests make thousands of files. */
const place = fs.existsSync('/dev/shm') ? '/dev/shm' : fs.realpathSync(tmpdir())

/** The teams' files, and stacks of functions. Those of clusters themselves are many, and no release changes one. */
const ofTeams = (file: string): boolean => /^clusters\/[^/]+\/shop\/|^aws\/.*-function-/.test(file)

/** Repositories by the files that they were made of: most tests begin with the same one. */
const repositories = new Map<string, ReadonlyMap<string, string>>()

/** @yields every file below a folder, from there, with its bytes */
function* filesBelow(folder: string, encoding: 'utf8' | 'latin1' = 'utf8'): Generator<readonly [string, string]> {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const file = path.join(entry.parentPath, entry.name)
    if (entry.isFile()) yield [path.relative(folder, file), fs.readFileSync(file, encoding)]
  }
}
function writeBelow(folder: string, file: string, bytes: string): void {
  fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
  fs.writeFileSync(path.join(folder, file), bytes, 'latin1')
}

/** An estate on disk, rendered. `fleet` and `files` are laid over what there is by default. */
export class SampleEstate {
  readonly top: string
  readonly root: string

  /** @param folder the estate's, below the repository's; empty when they are the same */
  constructor(
    apps: readonly string[] = ['web'],
    files: Readonly<Record<string, unknown>> = {},
    over: object = {},
    folder = '',
  ) {
    this.top = fs.mkdtempSync(path.join(place, 'slipway-release-'))
    this.root = path.join(this.top, folder)
    this.put('fleet/fleet.ts', { ...fleet, ...over })
    this.put('.gitignore', '.slipway/\n')
    this.put('.gitattributes', 'clusters/** text eol=lf merge=slipway\nargocd/** text eol=lf merge=slipway\n')
    clusters.forEach((name, i) =>
      this.put(
        `fleet/clusters/${name}.ts`,
        cluster(name.startsWith('prod') ? 'prod' : name, name === 'prod-us' ? 2 : 1, 16 * (i + 1)),
      ),
    )
    for (const app of apps) {
      this.put(`apps/${app}/app.ts`, spec)
      for (const name of clusters)
        this.put(`apps/${app}/releases/${name}.json`, { digest: digest('a'), version: '1.0.0' })
    }
    for (const [file, value] of Object.entries(files)) {
      if (value === undefined) fs.rmSync(this.full(file))
      else this.put(file, value)
    }
  }

  full = (file: string): string => path.join(this.root, file)
  put(file: string, value: unknown): void {
    fs.mkdirSync(path.dirname(this.full(file)), { recursive: true })
    fs.writeFileSync(this.full(file), text(value, file))
  }
  text = (file: string): string => fs.readFileSync(this.full(file), 'utf8')
  exists = (file: string): boolean => fs.existsSync(this.full(file))
  json = (file: string): unknown => JSON.parse(this.text(file))
  clean = (): void => fs.rmSync(this.top, { recursive: true, force: true })

  async load(): Promise<Estate> {
    const estate = await loadEstate(this.root)
    if (!estate.ok) throw new Error(JSON.stringify(estate.issues, null, 1))
    return estate.value
  }

  /** Renders the teams' part of the tree, as `gen` does. */
  async render(): Promise<void> {
    const rendered = await renderEstate(this.root)
    const files = rendered.ok ? filesOf(rendered.value.rendered.filter((file) => ofTeams(file.path))) : rendered
    const lock = takeLock(nodeDisk(this.root))
    if (!files.ok || !lock.ok) throw new Error(JSON.stringify(files.ok ? lock : files))
    const done = writeTree(nodeDisk(this.root), files.value, lock.value, { scope: ofTeams })
    lock.value.release()
    if (!done.ok) throw new Error(JSON.stringify(done.issues))
  }

  tryGit(...args: readonly string[]) {
    return spawnSync('git', args, { cwd: this.root, encoding: 'utf8', env: { ...process.env, ...person } })
  }
  git(...args: readonly string[]): string {
    const { status, stdout, stderr } = this.tryGit(...args)
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stdout}${stderr}`)
    return stdout.trim()
  }

  /**
   * Renders, and makes a repository with one commit of it; of the same files only once, then it is copied.
   * @param more what is done to it then, the same for all that give the same function
   */
  async repository(more = (_: this): void => {}): Promise<this> {
    const key = JSON.stringify([path.relative(this.top, this.root), [...filesBelow(this.top)], `${more}`])
    const known = repositories.get(key)
    if (known !== undefined) for (const [file, bytes] of known) writeBelow(this.top, file, bytes)
    else {
      await this.#makeRepository()
      more(this)
      repositories.set(key, new Map(filesBelow(this.top, 'latin1')))
    }
    return this
  }
  async #makeRepository(): Promise<void> {
    await this.render()
    const init = ['-c', 'init.defaultBranch=main', 'init', '-q', '--template=', this.top]
    spawnSync('git', init, { env: { ...process.env, ...person } })
    // By hand: a process for each setting is what these tests would spend their time on.
    fs.appendFileSync(path.join(this.top, '.git/config'), settings)
    this.commit('the estate')
  }
  /** Commits all there is. @returns the commit */
  commit(message: string): string {
    this.git('add', '-A')
    this.git('commit', '-q', '--allow-empty', '-m', message)
    return this.#head()
  }
  /** Read, not asked: a commit has just written it. */
  #head(): string {
    const read = (name: string) => fs.readFileSync(path.join(this.top, '.git', name), 'utf8').trim()
    const head = read('HEAD')
    return head.startsWith('ref: ') ? read(head.slice('ref: '.length)) : head
  }
}
