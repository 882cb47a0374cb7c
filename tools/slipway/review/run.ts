import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Output } from '@slipway/cli'
import { git, paths } from '@slipway/cli/git'
import { failed, formatIssues, issue, ok, type Outcome } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import {
  asHtml,
  asJson,
  asMarkdown,
  asText,
  contractFindings,
  factsOfSettings,
  isAtLeast,
  readOnce,
  readSettings,
  review,
  settingsFile,
  locator,
  type ClusterFacts,
  type FleetFacts,
  type PodPrice,
} from '@slipway/review'
import { compare } from './compare.ts'
import { render } from './render/render.ts'
import type { RenderOptions } from './render/renderer.ts'
import { applicationsOf, generatorFilesOf } from './render/side-tree.ts'
import { withLinks } from './links.ts'
import { baseOf, commitOf, gitSide, parting } from './git-side.ts'
import { folderSide, within, type Side } from './side.ts'

export interface Options {
  readonly root: string
  /** Two commits, the second perhaps the work tree; or two folders. */
  readonly sides:
    | { readonly kind: 'git'; readonly base: string; readonly head: string }
    | { readonly kind: 'folders'; readonly before: string; readonly after: string }
  readonly format: 'text' | 'md' | 'html' | 'json'
  readonly out: string | undefined
  readonly failOn: 'low' | 'medium' | 'high' | undefined
  readonly link: string | undefined
  readonly render: RenderOptions
  /** Folders that count; none for all. */
  readonly places: readonly string[]
}

interface Sides {
  readonly before: Side
  readonly after: Side
  readonly estate: boolean
}

/** The clusters of a review, in the order of promotion. */
export function clusterFacts({ environments, clusters }: Pick<Fleet, 'environments' | 'clusters'>): FleetFacts {
  const order = (environment: string) => environments.findIndex((one) => one === environment)
  return new Map(
    [...clusters]
      .sort((a, b) => order(a.environment) - order(b.environment))
      .map(({ name, environment, region }): [string, ClusterFacts] => [
        name,
        { environment, region, prod: environment === environments.at(-1) },
      ]),
  )
}

/** A broken fleet is for `check` to tell. */
async function fleetOf(root: string): Promise<Fleet | undefined> {
  if (!existsSync(path.join(root, 'fleet/fleet.ts'))) return undefined
  const { loadFleet } = await import('@slipway/fleet')
  const fleet = await loadFleet(root)
  return fleet.ok ? fleet.value : undefined
}

async function fleetFacts(
  root: string,
  fleet: Fleet | undefined,
): Promise<{ readonly fleet: FleetFacts; readonly accounts?: ReadonlySet<string>; readonly price?: PodPrice }> {
  if (fleet === undefined) return { fleet: new Map() }
  const { clusters } = fleet
  const facts = clusterFacts(fleet)
  const accounts = new Set(clusters.map(({ account }) => account))
  const { loadPrices } = await import('@slipway/fleet')
  const prices = await loadPrices(root)
  if (!prices.ok || prices.value === null) return { fleet: facts, accounts }
  const { podPrices, proxy } = await import('@slipway/capacity')
  const of = new Map(clusters.map((cluster) => [cluster.name as string, podPrices(cluster, prices.value)]))
  // Every pod of an estate has the mesh's proxy.
  return {
    fleet: facts,
    accounts,
    price: (cluster, capacity, pod) =>
      of.get(cluster)?.(capacity, { cpu: pod.cpu + proxy.cpu, memory: pod.memory + proxy.memory }) ?? null,
  }
}

function folders(before: string, after: string): Outcome<Sides> {
  const problemOf = (folder: string): readonly (readonly [string, string])[] => {
    const stat = statSync(folder, { throwIfNoEntry: false })
    if (stat === undefined) return [[folder, 'nothing there']]
    return stat.isFile() || stat.isDirectory() ? [] : [[folder, 'a device, a pipe or a socket']]
  }
  const problems = [before, after].flatMap(problemOf)
  const want = 'a folder or a file of Kubernetes YAML'
  const hint = 'name one that exists; commits are compared by --base OLD --head NEW'
  if (problems.length > 0)
    return failed(...problems.map(([folder, got]) => issue(folder, '', 'review-folder', got, want, hint)))
  return ok({
    before: folderSide(before),
    after: folderSide(after),
    estate: [before, after].some((folder) => existsSync(path.join(folder, 'fleet/fleet.ts'))),
  })
}

/** The files that git would commit of the work tree: ignored files stay out. */
const inWorkTree = (root: string): readonly string[] =>
  paths(git(root, ['ls-files', '-z', '--cached', '--others', '--exclude-standard']).stdout)

function commits(root: string, base: string, head: string, branch: string | undefined): Outcome<Sides> {
  const estate = existsSync(path.join(root, 'fleet/fleet.ts'))
  const tip = commitOf(root, head === 'worktree' ? 'HEAD' : head)
  if (!tip.ok) return tip
  const from = base === '' ? baseOf(root, tip.value, branch) : commitOf(root, base)
  if (!from.ok) return from
  const parted = parting(root, from.value, tip.value, head === 'worktree')
  const before = gitSide(root, parted)
  if (!before.ok) return before
  if (head === 'worktree') {
    const algorithm = parted.length === 64 ? 'sha256' : 'sha1'
    return ok({ before: before.value, after: folderSide(root, algorithm, inWorkTree(root)), estate })
  }
  const after = gitSide(root, tip.value)
  return after.ok ? ok({ before: before.value, after: after.value, estate }) : after
}

/** GitHub takes the first that there is. */
async function codeOwnersOf(before: Side): Promise<{ readonly codeOwners?: string }> {
  const files = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS']
  const read = await before.read(files.filter((file) => before.files.has(file)))
  const [first] = files.flatMap((file) => read.get(file)?.toString() ?? [])
  return first === undefined ? {} : { codeOwners: first }
}

/** A stack of what an app needs: a template, or a module of OpenTofu. */
const isNeedsStack = (file: string): boolean => /^aws\/.*-needs-/.test(file)

/** @returns the exit code: 0; 1 for risks of `--fail-on` or worse, and for unreadable files */
export async function runReview(options: Options, speech: Pick<Output, 'out' | 'err'>): Promise<0 | 1> {
  const { root, sides: asked, out, failOn, places } = options
  const own = asked.kind === 'git' ? await fleetOf(root) : undefined
  const sides =
    asked.kind === 'folders'
      ? folders(asked.before, asked.after)
      : commits(root, asked.base, asked.head, own?.repository.branch)
  if (!sides.ok) {
    speech.err(`${formatIssues(sides.issues)}\n`)
    return 1
  }
  const { estate } = sides.value
  // In an estate no link is followed: the review reports each as high.
  const linked = (side: Side) => (estate ? side : withLinks(side))
  const [before, after] = [
    within(await linked(sides.value.before), places),
    within(await linked(sides.value.after), places),
  ]
  const said = (await sides.value.before.read([settingsFile])).get(settingsFile)
  const settings = said === undefined ? ok({ risks: [], clusters: [] }) : readSettings(said.toString())
  const clusters = settings.ok ? settings.value.clusters : []
  const { fleet, price, accounts } =
    asked.kind === 'git' && estate ? await fleetFacts(root, own) : { fleet: factsOfSettings(clusters) }
  const compared = { ...(await compare(before, after, fleet, estate)), documents: readOnce() }
  const applications = applicationsOf(compared)
  const generatorFiles = {
    before: await generatorFilesOf(before, applications.before),
    after: await generatorFilesOf(after, applications.after),
  }
  const input = {
    ...compared,
    generatorFiles,
    ...(await codeOwnersOf(sides.value.before)),
    locate: locator(clusters, applications.after),
    ...(estate ? { specData: (await import('./spec-data.ts')).specData } : {}),
    ...(estate && compared.files.some(({ path: file }) => isNeedsStack(file))
      ? { storeUsers: await (await import('./store-users.ts')).storeUsersAt(after) }
      : {}),
    // Only an estate has apps with contracts, and what reads them.
    contracts: estate
      ? await contractFindings(compared.files, (await import('./contract-scene.ts')).contractScene(before, after))
      : new Map(),
    ...(settings.ok ? { overrides: settings.value.risks } : { issues: [...compared.issues, ...settings.issues] }),
    ...(price === undefined ? {} : { price }),
    ...(accounts === undefined ? {} : { accounts }),
  }
  const done = review({ ...input, rendering: await render(before, after, input, applications, options.render) })
  const shape: Readonly<Record<Options['format'], () => string>> = {
    text: () => asText(done),
    md: () => asMarkdown(done, { link: options.link }),
    html: () => asHtml(done),
    json: () => asJson(done),
  }
  if (out !== undefined) {
    mkdirSync(out, { recursive: true })
    for (const format of ['md', 'json', 'html'] as const)
      writeFileSync(path.join(out, `review.${format}`), shape[format]())
  }
  speech.out(shape[options.format]())
  if (done.issues.length > 0 && options.format !== 'text') speech.err(done.hide(`${formatIssues(done.issues)}\n`))
  const bad = failOn !== undefined && isAtLeast(done.level, failOn)
  if (bad) speech.err(`There is a risk of level ${done.level}; --fail-on ${failOn}\n`)
  return bad || done.issues.length > 0 ? 1 : 0
}
