import { baseName } from '@slipway/core'
import {
  reachOf,
  rootsOf,
  type AskedSource,
  type Entity,
  type Kustomizations,
  type Locate,
  type PathLocation,
  type Source,
  type SourceTree,
  type UnrenderedReason,
} from '@slipway/review'

export const isReason = (made: Source | UnrenderedReason): made is UnrenderedReason => 'code' in made

export interface Part {
  readonly given: string
  readonly made: Source | UnrenderedReason
  /** Files of the tree that it reads. */
  readonly files: readonly string[]
  /** Whether it fails here for nothing but its own words: no program, network or plugin of somebody else is needed. */
  readonly isPlain: boolean
}

/** All that one Application asks for, or a kustomization that none asks for. */
export interface Unit {
  readonly name: string
  readonly path: string
  readonly location: PathLocation
  /** The Application's or its set's key; `undefined` for a kustomization by itself. */
  readonly askedBy: string | undefined
  readonly parts: readonly Part[]
}

export interface SideTree extends SourceTree {
  readonly kustomizations: Kustomizations
  /** Whether Flux applies it, or some of it. */
  readonly isFlux: boolean
  /** Folders of charts that can be installed by themselves. */
  readonly charts: readonly string[]
  readonly applications: readonly Entity[]
}

/** The files that a source reads, and why it cannot be rendered from this tree. */
function reading(
  source: Source,
  tree: SideTree,
): { readonly files: readonly string[]; readonly isPlain: boolean; readonly reason?: UnrenderedReason | undefined } {
  if (source.tool === 'kustomize') {
    const { files, hasPlugins, reason } = reachOf(source.folder, tree.kustomizations, tree.paths)
    return { files, isPlain: !hasPlugins, reason }
  }
  const { chart, valueFiles } = source
  if (chart.from === 'registry') return { files: valueFiles, isPlain: false }
  const inside = chart.folder === '' ? '' : `${chart.folder}/`
  return { files: [...[...tree.paths].filter((path) => path.startsWith(inside)), ...valueFiles], isPlain: true }
}

/** `values-prod.yaml`: for whoever installs a chart with it, and no part of what the chart makes without its name. */
const valueFile = /(?:^|[/._-])values(?:[._-][\w.-]*)?\.ya?ml$/i
/** The files of a part whose change shows in what it comes to: not values of a chart that nobody here names. */
export function shownFiles({ made, files }: Part): readonly string[] {
  if (isReason(made) || made.tool !== 'helm' || made.chart.from !== 'tree') return files
  const { folder } = made.chart
  const inside = folder === '' ? '' : `${folder}/`
  const isUnnamed = (file: string): boolean =>
    valueFile.test(file) &&
    file !== `${inside}values.yaml` &&
    !file.startsWith(`${inside}templates/`) &&
    !file.startsWith(`${inside}charts/`) &&
    !made.valueFiles.includes(file)
  return files.filter((file) => !isUnnamed(file))
}

function partOf(given: string, made: Source | UnrenderedReason, tree: SideTree): Part {
  if (isReason(made)) return { given, made, files: [], isPlain: false }
  const { files, isPlain, reason } = reading(made, tree)
  return { given, made: reason ?? made, files, isPlain }
}

/** The sources of each Application or release as one unit. */
export const askedUnits = (asked: readonly AskedSource[], tree: SideTree): readonly Unit[] =>
  [...Map.groupBy(asked, ({ location }) => location.folder).values()].flatMap((all): readonly Unit[] =>
    all.slice(0, 1).map(({ name, path, location, askedBy }) => ({
      name,
      path,
      location,
      askedBy,
      parts: all.map(({ given, made }) => partOf(given, made, tree)),
    })),
  )

/** @param folders that an Application of either side asks for: these are not rendered by themselves */
export function unitsOf(
  tree: SideTree,
  asked: readonly AskedSource[],
  locate: Locate,
  folders: ReadonlySet<string>,
): readonly Unit[] {
  const units = askedUnits(asked, tree)
  const alone = rootsOf(tree.kustomizations)
    .filter((folder) => !folders.has(folder))
    .map((folder): Unit => {
      const location = { ...locate(`${folder}/kustomization.yaml`), folder: `${folder}#built` }
      // fluxcd/pkg kustomize: krusty.Options{LoadRestrictions: LoadRestrictionsNone}, within its own copy of the source
      const readsBeside = tree.isFlux && !reachOf(folder, tree.kustomizations, tree.paths).isOpen
      const own = { name: folder, path: folder, location, folder, namespace: '' }
      const source: Source = { tool: 'kustomize', ...own, readsBeside }
      return { name: folder, path: folder, location, askedBy: undefined, parts: [partOf(folder, source, tree)] }
    })
  // The values of its installer are not in the tree; its own values show at least a part.
  const charts = tree.charts
    .filter((folder) => !folders.has(folder))
    .map((folder): Unit => {
      const location = { ...locate(`${folder}/Chart.yaml`), folder: `${folder}#own-values` }
      const release = baseName(folder)
      const source: Source = {
        tool: 'helm',
        name: folder,
        path: folder,
        location,
        chart: { from: 'tree', folder },
        release: release === '' ? 'chart' : release.toLowerCase(),
        namespace: '',
        valueFiles: [],
        values: undefined,
        valuesAt: 'spec.source.helm',
        parameters: [],
        withDefinitions: true,
      }
      return { name: folder, path: folder, location, askedBy: undefined, parts: [partOf(folder, source, tree)] }
    })
  return [...units, ...alone, ...charts]
}

/** The folder that is asked for, if it is one of the tree. */
export function askedFolder({ made }: AskedSource): readonly string[] {
  if (isReason(made)) return []
  if (made.tool === 'kustomize') return [made.folder]
  return made.chart.from === 'tree' ? [made.chart.folder] : []
}

/**
 * Whether a side has a unit by itself that the other has as a part of something else: nothing goes or comes with that,
 * and whatever builds on it is reported by its own name.
 */
const isPartOf = (unit: Unit, tree: SideTree): boolean =>
  unit.askedBy === undefined && tree.kustomizations.has(unit.name)

/** A unit of each side; one that moved to another file keeps its place. */
export interface Pair {
  readonly before: Unit | undefined
  readonly after: Unit | undefined
}
/** The unit of a pair as it is, or was where it is gone. */
export const unitOf = ({ before, after }: Pair): Unit => (after ?? before) as Unit

export function pairsOf(
  given: Readonly<Record<'before' | 'after', readonly Unit[]>>,
  trees: Readonly<Record<'before' | 'after', SideTree>>,
): readonly Pair[] {
  const old = new Map(given.before.map((unit) => [unit.location.folder, unit]))
  const names = new Set(given.after.map(({ location }) => location.folder))
  const before = given.before.filter((unit) => names.has(unit.location.folder) || !isPartOf(unit, trees.after))
  const after = given.after.filter((unit) => old.has(unit.location.folder) || !isPartOf(unit, trees.before))
  const called = ({ name, location: { cluster } }: Unit) => `${cluster}\0${name}`
  const moved = Map.groupBy(
    before.filter(({ location }) => !names.has(location.folder)),
    called,
  )
  const used = new Set<Unit>()
  const pairs = after.map((unit): Pair => {
    const [twin, ...more] = moved.get(called(unit)) ?? []
    const found = old.get(unit.location.folder) ?? (more.length === 0 ? twin : undefined)
    if (found !== undefined) used.add(found)
    return { before: found, after: unit }
  })
  // The review reports a removed Application itself, with what happens to its objects.
  const gone = before.filter((unit) => !used.has(unit) && unit.askedBy === undefined)
  return [...pairs, ...gone.map((unit) => ({ before: unit, after: undefined }))]
}
