import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { home, type Output } from '@slipway/cli'
import { exec } from '@slipway/cli/exec'
import { git } from '@slipway/cli/git'
import { linkPackages } from '../companies/packages.ts'

/** A version of Slipway that somebody's estate still has. */
interface Frozen {
  readonly name: string
  readonly commit: string
  /** Its trees are rendered as today's are, so that an upgrade changes no byte of them. */
  readonly isSame: boolean
}

const rendered = ['clusters', 'argocd', 'aws'] as const
/** Makes an estate of a version: of one whose own cannot, there is none that could be upgraded. */
const maker = 'tools/slipway/init'
const ownLine = '// a line of our own\n'

/** An app of theirs, in words that every version knows. */
const release = `${JSON.stringify({ digest: `sha256:${'1'.repeat(64)}`, version: '1.0.0' })}\n`
const app = {
  'apps/inbox/app.yaml':
    'kind: http\nteam: mail\nport: 8080\nhealth: { ready: /readyz, live: /livez }\ncpu: 100m\nmemory: 128Mi\nimage: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/inbox\n',
  'apps/inbox/releases/dev.json': release,
  'apps/inbox/releases/prod.json': release,
}

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '')
const at = (root: string, ...args: readonly string[]): string => git(root, args).stdout.trim()
const first = (...args: readonly string[]): string | undefined =>
  lines(at(home, 'log', '--format=%H', '--reverse', ...args))[0]

/** @returns those that the history has; empty in a shallow clone */
function frozenVersions(): readonly Frozen[] {
  if (at(home, 'rev-parse', '--is-shallow-repository') === 'true') return []
  const withUpgrade = first('--diff-filter=A', '--', 'tools/slipway/upgrade.ts')
  const before = withUpgrade === undefined ? undefined : at(home, 'rev-parse', '--verify', '--quiet', `${withUpgrade}^`)
  const trees = (commit: string): string =>
    at(home, 'rev-parse', ...[...rendered, maker].map((folder) => `${commit}:${folder}`))
  const now = trees('HEAD')
  const past = lines(at(home, 'rev-list', '--first-parent', '--max-count=200', 'HEAD^'))
  const different = past.findIndex((commit) => trees(commit) !== now)
  const same = past[(different === -1 ? past.length : different) - 1]
  const all: readonly (readonly [name: string, commit: string | undefined, isSame: boolean])[] = [
    ['before there was upgrade', before === '' ? undefined : before, false],
    ['the first with upgrade', withUpgrade, false],
    ['the oldest of the same tree and init', same, true],
  ]
  return all.flatMap(([name, commit, isSame]) => (commit === undefined ? [] : [{ name, commit, isSame }]))
}

/** Lines that a merge looks at around a change, and one more. */
const near = 4

/** Files of Slipway that changed since then, but not near their ends: there an own line meets no other change. */
function changedSince(commit: string): readonly string[] {
  const endIsAsBefore = (file: string): boolean => {
    const length = at(home, 'show', `${commit}:${file}`).split('\n').length
    const hunks = at(home, 'diff', '-U0', commit, 'HEAD', '--', file).matchAll(/^@@ -(\d+)(?:,(\d+))? /gm)
    return [...hunks].every(([, first, count = '1']) => Number(first) + Number(count) + near < length)
  }
  const files = lines(at(home, 'diff', '--name-only', '--diff-filter=M', commit, 'HEAD', '--', 'libs/*/src/*.ts'))
  return files.filter((file) => !file.endsWith('.test.ts') && endIsAsBefore(file)).slice(0, 3)
}

/** @returns the error, if any */
async function upgraded(folder: string, bundle: string, { commit, isSame }: Frozen): Promise<string | undefined> {
  const root = path.join(folder, commit.slice(0, 8))
  mkdirSync(root)
  // npm says in these where somebody stands, who is not in the clone.
  const { INIT_CWD: _cwd, PWD: _pwd, ...outer } = process.env
  const env = { ...outer, CI: 'true' }
  const run = async (command: string, ...args: readonly string[]): Promise<string | undefined> => {
    const { code, stdout, stderr } = await exec(command, args, { cwd: root, env })
    return code === 0 ? undefined : `${command} ${args.join(' ')}\n${stdout.slice(-2000)}\n${stderr.slice(-2000)}`
  }
  const own = 'tools/slipway/bin/slipway.cjs'
  const slipway = (...args: readonly string[]) => run(process.execPath, own, ...args)
  const commitAll = async () =>
    (await run('git', 'add', '--all')) ??
    run('git', '-c', 'user.name=a', '-c', 'user.email=a@localhost', 'commit', '-qm', 'ours')
  const edited = changedSince(commit)
  const steps: readonly (() => Promise<string | undefined>)[] = [
    () => run('git', 'init', '-q', '-b', 'main'),
    () => run('git', 'config', 'user.name', 'a'),
    () => run('git', 'config', 'user.email', 'a@localhost'),
    () => run('git', 'fetch', '-q', home, commit),
    () => run('git', 'reset', '-q', '--hard', 'FETCH_HEAD'),
    async () => {
      await linkPackages(root)
      if (!existsSync(path.join(root, 'tools/slipway/init.ts'))) return undefined
      const example = await exec(process.execPath, [own, 'init', '--example'], { cwd: root, env })
      writeFileSync(`${root}.yaml`, example.stdout)
      return slipway('init', '--from', `${root}.yaml`)
    },
    async () => {
      for (const file of edited) appendFileSync(path.join(root, file), ownLine)
      writeFileSync(path.join(root, 'docs/ours.md'), '# Ours\n')
      for (const [file, text] of Object.entries(app)) {
        mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
        writeFileSync(path.join(root, file), text)
      }
      return (await slipway('gen')) ?? commitAll()
    },
    () => {
      const args = ['--from', bundle, '--to', 'HEAD', '--no-install']
      if (existsSync(path.join(root, 'tools/slipway/upgrade.ts'))) return slipway('upgrade', ...args)
      // One from before there was `upgrade` is upgraded by the new version's.
      return run(process.execPath, path.join(home, own), 'upgrade', '--root', root, ...args)
    },
  ]
  for (const one of steps) {
    const problem = await one()
    if (problem !== undefined) return problem
  }
  const lost = edited.filter((file) => !readFileSync(path.join(root, file), 'utf8').endsWith(ownLine))
  if (lost.length > 0 || !existsSync(path.join(root, 'docs/ours.md')))
    return `lost: ${lost.join(', ')}, or docs/ours.md`
  if (!readFileSync(path.join(root, 'fleet/slipway.json'), 'utf8').includes(at(home, 'rev-parse', 'HEAD')))
    return 'fleet/slipway.json does not name the new version'
  const bytes = at(root, 'diff', '--stat', 'main', 'HEAD', '--', ...rendered)
  return isSame && bytes !== '' ? `the rendered tree changed:\n${bytes}` : undefined
}

/** @returns the exit code */
export async function tryUpgrades(folder: string, { out, progress }: Pick<Output, 'out' | 'progress'>): Promise<0 | 1> {
  const all = frozenVersions()
  const bundle = path.join(folder, 'next.bundle')
  const bundled = git(home, ['bundle', 'create', '--quiet', bundle, 'HEAD'])
  if (bundled.status !== 0 || all.length === 0) {
    out(
      `No upgrade was tried: ${bundled.stderr.trim() || 'the history is not here; git fetch --unshallow'}\n0 passed, 1 failed\n`,
    )
    return 1
  }
  let failed = 0
  for (const frozen of all) {
    const problem = await upgraded(folder, bundle, frozen)
    progress(`${frozen.name} (${frozen.commit.slice(0, 8)})${problem === undefined ? '' : ': FAILED'}`)
    if (problem === undefined) continue
    failed++
    out(`${frozen.name} (${frozen.commit}):\n${problem}\n\n`)
  }
  if (!all.some(({ isSame }) => isSame))
    out('Not tried: a version of the same tree, since the last commit changes it.\n')
  out(`${all.length - failed} passed, ${failed} failed\n`)
  return failed === 0 ? 0 : 1
}
