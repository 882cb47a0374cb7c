import { readFileSync } from 'node:fs'
import path from 'node:path'
import { home } from '@slipway/cli'
import { execSync } from '@slipway/cli/exec'
import { commitOf, differing } from '@slipway/cli/git'
import { inTemporaryFolder } from '@slipway/cli/temporary'
import { combine, compareBy, failed, issue, ok, show, type Issue, type Outcome } from '@slipway/core'
import { appProject } from '@slipway/nx-plugin'
import { unknownInputs, type Input, type NamedInputs, type Project } from './input.ts'

export interface Workspace {
  readonly projects: readonly Project[]
  readonly named: NamedInputs
  readonly roots: ReadonlyMap<string, string>
}

export interface Change {
  readonly files: readonly string[]
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
  readonly data: { readonly root: string; readonly targets?: Readonly<Record<string, unknown>> }
}
type Nodes = Readonly<Record<string, Node>>
interface Graph {
  readonly graph: { readonly nodes: Nodes }
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

function imageOf(root: string, [name, { data }]: readonly [string, Node]): readonly Project[] {
  const app = /^apps\/([^/]+)$/.exec(data.root)?.[1]
  if (app === undefined || data.targets?.['image'] === undefined) return []
  const inputs = appProject(root, app).targets?.['image']?.inputs
  return inputs === undefined ? [] : [{ name, root: data.root, inputs: inputs as readonly Input[] }]
}

/**
 * A project.json of an app's may call a project what it likes, and say any inputs: so an app is its folder, and its
 * inputs are the plugin's. Else one app's file would keep all images from being built.
 * @param nodes of Nx's graph, by the projects' names
 */
export const imageProjects = (root: string, nodes: Nodes): readonly Project[] =>
  Object.entries(nodes)
    .flatMap((node) => imageOf(root, node))
    .sort(compareBy(({ root }) => root))

export function readWorkspace(root: string): Outcome<Workspace> {
  const { graph } = inTemporaryFolder('images', (folder) => {
    const file = path.join(folder, 'graph.json')
    nx(root, ['graph', `--file=${file}`])
    return JSON.parse(readFileSync(file, 'utf8')) as Graph
  })
  const settings = JSON.parse(readFileSync(path.join(root, 'nx.json'), 'utf8')) as { namedInputs?: NamedInputs }
  const nodes = Object.entries(graph.nodes)
  const projects = imageProjects(root, graph.nodes)
  const strange = projects.flatMap((p) => unknownInputs(p.inputs).map((input) => inputIssue(p.name, input)))
  if (strange.length > 0) return failed(...strange)
  return ok({
    projects,
    named: settings.namedInputs ?? {},
    roots: new Map(nodes.map(([name, { data }]) => [name, data.root])),
  })
}

function commit(root: string, flag: string, revision: string): Outcome<string> {
  const name = commitOf(root, revision)
  if (name !== undefined) return ok(name)
  const hint = 'in CI check out with fetch-depth: 0; on a laptop git fetch first'
  return failed(issue('git', flag, 'unknown-commit', show(revision), 'a commit that this clone has', hint))
}

/** By git and Nx. @param base the commit before @param head the commit whose images are wanted */
export function readChange(root: string, base: string, head: string): Outcome<Change> {
  const commits = combine({ from: commit(root, '--base', base), to: commit(root, '--head', head) })
  if (!commits.ok) return commits
  const { from, to } = commits.value
  const words = 'show projects --affected --with-target image --json'.split(' ')
  const affected = JSON.parse(nx(root, [...words, `--base=${from}`, `--head=${to}`])) as string[]
  return ok({ files: differing(root, from, to), affected })
}
