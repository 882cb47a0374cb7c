import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { home } from '@slipway/cli'
import { execSync } from '@slipway/cli/exec'
import { commitOf, differing } from '@slipway/cli/git'
import { failed, issue, ok, show, type Issue, type Outcome } from '@slipway/core'
import { unknownInputs, type Input, type NamedInputs, type Project } from './input.ts'

/** From git and Nx. */
export interface Workspace {
  /** With a target `image`. */
  readonly projects: readonly Project[]
  readonly named: NamedInputs
  readonly roots: ReadonlyMap<string, string>
}

export interface Change {
  /** Deleted ones, too. */
  readonly files: readonly string[]
  /** With an image. */
  readonly affected: readonly string[]
}

const nxBin = path.join(home, 'node_modules/nx/dist/bin/nx.js')

/** A process of its own; its words about itself are dropped. */
function nx(root: string, args: readonly string[]): string {
  const env = { ...process.env, CI: 'true', NX_DAEMON: 'false' }
  const ran = execSync(process.execPath, [nxBin, ...args], { cwd: root, env })
  if (ran.code !== 0) throw new Error(`nx ${args.join(' ')}: ${ran.stderr.trim()}`)
  return ran.stdout
}

interface Node {
  readonly data: {
    readonly root: string
    readonly targets?: Readonly<Record<string, { readonly inputs?: readonly unknown[] }>>
  }
}
interface Graph {
  readonly graph: { readonly nodes: Readonly<Record<string, Node>> }
}

const inputIssue = (app: string, input: unknown): Issue =>
  issue(
    'tools/nx-plugin/plugin.js',
    `${app}: image.inputs`,
    'image-input',
    show(input),
    'file patterns, named inputs, inputs of named projects',
    'name the files, or teach tools/slipway/images/input.ts to read it',
  )

export function readWorkspace(root: string): Outcome<Workspace> {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'slipway-images-'))
  try {
    const file = path.join(folder, 'graph.json')
    nx(root, ['graph', `--file=${file}`])
    const { graph } = JSON.parse(readFileSync(file, 'utf8')) as Graph
    const { namedInputs = {} } = JSON.parse(readFileSync(path.join(root, 'nx.json'), 'utf8')) as {
      namedInputs?: NamedInputs
    }
    const roots = new Map(Object.entries(graph.nodes).map(([name, { data }]) => [name, data.root]))
    const projects = Object.entries(graph.nodes).flatMap(([name, { data }]): Project[] => {
      const target = data.targets?.['image']
      return target === undefined ? [] : [{ name, root: data.root, inputs: (target.inputs ?? []) as readonly Input[] }]
    })
    const strange = projects.flatMap((p) => unknownInputs(p.inputs).map((input) => inputIssue(p.name, input)))
    if (strange.length > 0) return failed(...strange)
    return ok({ projects: projects.sort((a, b) => (a.name < b.name ? -1 : 1)), named: namedInputs, roots })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Its full name. */
function commit(root: string, flag: string, revision: string): Outcome<string> {
  const name = commitOf(root, revision)
  if (name !== undefined) return ok(name)
  const hint = 'in CI check out with fetch-depth: 0; on a laptop git fetch first'
  return failed(issue('git', flag, 'unknown-commit', show(revision), 'a commit that this clone has', hint))
}

/** By git and Nx. @param base the commit before @param head the commit whose images are wanted */
export function readChange(root: string, base: string, head: string): Outcome<Change> {
  const commits = [commit(root, '--base', base), commit(root, '--head', head)]
  const issues = commits.flatMap((c) => (c.ok ? [] : c.issues))
  const [from = '', to = ''] = commits.map((c) => (c.ok ? c.value : ''))
  if (issues.length > 0) return failed(...issues)
  const files = differing(root, from, to)
  const said = nx(root, [
    'show',
    'projects',
    '--affected',
    '--with-target',
    'image',
    `--base=${from}`,
    `--head=${to}`,
    '--json',
  ])
  return ok({ files, affected: JSON.parse(said) as string[] })
}
