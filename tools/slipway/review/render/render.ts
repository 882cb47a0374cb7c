import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { onPath } from '@slipway/cli/program'
import { inTemporaryFolder } from '@slipway/cli/temporary'
import {
  askedSources,
  rootsOf,
  splitRendered,
  unrenderedReason,
  type AskedSource,
  type ChartSource,
  type Locate,
  type Rendering,
  type ReviewInput,
  type Source,
  type Unrendered,
  type UnrenderedReason,
} from '@slipway/review'
import type { Side } from '../side.ts'
import { cachedName, commandOf, helmArguments, kustomizeArguments, valuesText } from './arguments.ts'
import { Layout } from './layout.ts'
import { plainFiles } from './plain-files.ts'
import { runProgram, type Rendered } from './program.ts'
import { treeOf, type Applications } from './side-tree.ts'
import { askedFolder, pairsOf, shownFiles, unitsOf, type Pair, type Part, type Unit } from './unit.ts'

export interface RenderOptions {
  /** Paths of the programs; by default those on PATH. */
  readonly helm: string | undefined
  readonly kustomize: string | undefined
  /** A folder that keeps what charts of registries come to. */
  readonly rendered: string | undefined
  /** Whether charts may be fetched. */
  readonly network: boolean
}

/** Applications and kustomizations that one review renders, on each side. */
const mostUnits = 400
const atOnce = 4

const isReason = (made: Source | UnrenderedReason): made is UnrenderedReason => 'code' in made

/** Runs some work at a time. */
async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items]
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

class Renderer {
  readonly #layout: Layout
  readonly #home: string
  readonly #options: RenderOptions
  readonly #programs: Readonly<Record<Source['tool'], string | undefined>>

  constructor(side: Side, folder: string, options: RenderOptions) {
    this.#layout = new Layout(side, path.join(folder, 'tree'))
    this.#home = path.join(folder, 'home')
    this.#options = options
    this.#programs = {
      helm: options.helm ?? onPath(process, 'helm'),
      kustomize: options.kustomize ?? onPath(process, 'kustomize'),
    }
    mkdirSync(this.#layout.folder, { recursive: true })
  }

  async render({ made, files }: Part): Promise<Rendered> {
    if (isReason(made)) return { reason: made }
    const cached = this.#cached(made)
    if (cached !== undefined && existsSync(cached)) return { output: readFileSync(cached, 'utf8') }
    const program = this.#programs[made.tool]
    if (program === undefined) return { reason: unrenderedReason('no-tool') }
    if (made.tool === 'helm' && made.chart.from === 'registry' && !this.#options.network)
      return { reason: unrenderedReason('no-network') }
    await this.#layout.add(files)
    const done = await this.#run(program, made)
    if (cached !== undefined && 'output' in done) {
      mkdirSync(path.dirname(cached), { recursive: true })
      writeFileSync(`${cached}.${process.pid}`, done.output)
      renameSync(`${cached}.${process.pid}`, cached)
    }
    return done
  }

  #run(program: string, source: Source): Promise<Rendered> {
    const place = { cwd: this.#layout.folder, home: this.#home, network: this.#options.network }
    if (source.tool === 'kustomize') return runProgram(program, kustomizeArguments(source), place)
    const args = helmArguments(source)
    const input = valuesText(source)
    return args === undefined
      ? Promise.resolve({ reason: unrenderedReason('failed', 'a name that begins like an option') })
      : runProgram(program, args, { ...place, ...(input === undefined ? {} : { input }) })
  }

  /** Only for sources that no file of the tree affects. */
  #cached(source: Source): string | undefined {
    const { rendered } = this.#options
    if (rendered === undefined || !isKept(source)) return undefined
    return path.join(rendered, cachedName(source))
  }
}
const isKept = (source: Source): source is ChartSource =>
  source.tool === 'helm' && source.chart.from === 'registry' && source.valueFiles.length === 0

/** The files of a unit on one side, by path, or why they are unknown. */
async function filesOf(unit: Unit | undefined, location: Unit['location'], renderer: Renderer) {
  const files = new Map<string, string>()
  for (const part of unit?.parts ?? []) {
    const done = await renderer.render(part)
    if ('reason' in done) return { reason: done.reason, part }
    for (const [file, text] of splitRendered({ location }, done.output)) files.set(file, text)
  }
  return { files }
}

const partsText = (unit: Unit | undefined): string => JSON.stringify(unit?.parts.map(({ given }) => given) ?? [])

/** Units that a change touches, and those beside them that share a kustomization: environments are compared with each other. */
function chosen(
  pairs: readonly Pair[],
  differs: ReadonlySet<string>,
): { readonly touched: readonly Pair[]; readonly beside: readonly Pair[] } {
  const filesIn = ({ before, after }: Pair) =>
    [before, after].flatMap((unit) => unit?.parts.flatMap(({ files }) => files) ?? [])
  const isTouched = (pair: Pair) =>
    partsText(pair.before) !== partsText(pair.after) || filesIn(pair).some((file) => differs.has(file))
  const touched = pairs.filter(isTouched)
  const near = new Set(touched.flatMap(filesIn))
  const set = new Set(touched)
  return { touched, beside: pairs.filter((pair) => !set.has(pair) && filesIn(pair).some((file) => near.has(file))) }
}

function unrendered(pair: Pair, reason: UnrenderedReason, part: Part | undefined): Unrendered {
  const { name, path: file } = (pair.after ?? pair.before) as Unit
  const sources = [pair.before, pair.after].flatMap(
    (unit) => unit?.parts.flatMap(({ made }) => (isReason(made) ? [] : [made])) ?? [],
  )
  const tool = part !== undefined && !isReason(part.made) ? part.made.tool : (sources[0]?.tool ?? 'other')
  return {
    ...reason,
    tool,
    name,
    path: file,
    commands: [...new Set(sources.flatMap((source) => commandOf(source) ?? []))],
  }
}

/** Renders what a change touches of charts and kustomizations, on both sides; says of the rest why not. Nothing is fetched unless allowed. */
export async function render(
  before: Side,
  after: Side,
  input: ReviewInput,
  applications: Applications,
  options: RenderOptions,
): Promise<Rendering> {
  const locate = input.locate as Locate
  const [old, now] = await Promise.all([
    treeOf(before, applications.before, input, input.generatorFiles?.before ?? new Map()),
    treeOf(after, applications.after, input, input.generatorFiles?.after ?? new Map()),
  ])
  const [was, is] = [old, now].map((tree) => askedSources(tree.applications, tree, locate)) as [
    readonly AskedSource[],
    readonly AskedSource[],
  ]
  const folders = new Set([...was, ...is].flatMap(askedFolder))
  const pairs = pairsOf(
    { before: unitsOf(old, was, locate, folders), after: unitsOf(now, is, locate, folders) },
    { before: old, after: now },
  )
  const all = new Set([...before.files.keys(), ...after.files.keys()])
  const differs = new Set([...all].filter((file) => before.files.get(file) !== after.files.get(file)))
  const { touched, beside } = chosen(pairs, differs)
  const [texts, locations] = [
    { before: new Map<string, string>(), after: new Map<string, string>(), same: new Map<string, string>() },
    new Map<string, Unit['location']>(),
  ]
  const failed: Unrendered[] = []
  const inputs = new Set<string>()
  const filesBy = (units: readonly (Unit | undefined)[]) =>
    new Set(units.flatMap((unit) => unit?.parts.flatMap(({ files }) => files) ?? []))
  const read = { before: filesBy(pairs.map((pair) => pair.before)), after: filesBy(pairs.map((pair) => pair.after)) }
  const askedBefore = new Set(was.flatMap(askedFolder))
  const alone = new Set(rootsOf(old.kustomizations).filter((folder) => !askedBefore.has(folder)))
  const [done, open] = [new Set<string>(), new Set<string>()]
  await inTemporaryFolder('render', async (folder) => {
    const [earlier, later] = [
      new Renderer(before, path.join(folder, 'before'), options),
      new Renderer(after, path.join(folder, 'after'), options),
    ]
    await each([...touched.entries()], async ([index, pair]) => {
      const unit = (pair.after ?? pair.before) as Unit
      const sides =
        index >= mostUnits
          ? [{ reason: unrenderedReason('too-many', mostUnits), part: undefined }]
          : await Promise.all([filesOf(pair.before, unit.location, earlier), filesOf(pair.after, unit.location, later)])
      const wrong = sides.findLast((side) => 'reason' in side)
      if (wrong !== undefined && 'reason' in wrong) {
        failed.push(unrendered(pair, wrong.reason as UnrenderedReason, wrong.part))
        if (unit.askedBy !== undefined) open.add(unit.askedBy)
        return
      }
      const [a = new Map<string, string>(), b = new Map<string, string>()] = sides.map((side) =>
        'files' in side ? side.files : undefined,
      )
      for (const one of [pair.before, pair.after])
        for (const file of one?.parts.flatMap(shownFiles) ?? []) inputs.add(file)
      if (unit.askedBy !== undefined) done.add(unit.askedBy)
      const { parts } = unit
      const isBuilt = parts.every(({ made }) => !isReason(made) && made.tool === 'kustomize')
      const other = async (side: Side, name: 'before' | 'after', made: ReadonlyMap<string, string>) => {
        const files = parts
          .flatMap((part) => part.files)
          .filter((file) => side.files.has(file) && !read[name].has(file))
        return plainFiles(await side.read(files), made, unit.location)
      }
      if (isBuilt && pair.after === undefined)
        for (const [file, text] of await other(after, 'after', a)) b.set(file, text)
      if (isBuilt && pair.before === undefined) {
        // A kustomization that nobody asked for before: its differences are reported as its own, and the rest comes
        // with its Application.
        const isAsked = parts.every(({ made }) => 'folder' in made && alone.has(made.folder))
        const built = isAsked
          ? await filesOf(unit, unit.location, earlier)
          : { files: await other(before, 'before', b) }
        for (const [file, text] of built.files ?? [])
          if (!isAsked || (b.has(file) && b.get(file) !== text)) a.set(file, text)
      }
      for (const file of new Set([...a.keys(), ...b.keys()])) {
        locations.set(file, unit.location)
        const [x, y] = [a.get(file), b.get(file)]
        if (x === y) texts.same.set(file, y ?? '')
        else {
          if (x !== undefined) texts.before.set(file, x)
          if (y !== undefined) texts.after.set(file, y)
        }
      }
    })
    await each(beside.slice(0, Math.max(0, mostUnits - touched.length)), async ({ after: unit }) => {
      if (unit === undefined) return
      const side = await filesOf(unit, unit.location, later)
      for (const [file, text] of side.files ?? []) {
        locations.set(file, unit.location)
        texts.same.set(file, text)
      }
    })
  })
  return {
    ...texts,
    locations,
    applications: new Set([...done].filter((key) => !open.has(key))),
    inputs,
    unrendered: failed.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.name < b.name ? -1 : 1)),
  }
}
