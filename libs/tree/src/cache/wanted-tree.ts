import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { ok, type Outcome, type Rendered } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { applicationNameIssues } from '@slipway/gitops'
import { resolveEstate, type Model } from '@slipway/model'
import { loadEstate, type Estate } from '@slipway/spec'
import { codeKey } from './code.ts'
import { sha256 } from '../write/disk.ts'
import { filesOf, fitTogether } from '../render/files.ts'
import { folderOf } from '../render/path.ts'
import type { ReadBefore, Readings } from './readings.ts'
import { Remembering } from './remembering.ts'
import { startAside, type Aside } from './render-aside.ts'
import { rendered } from '../render/render.ts'
import { keyOfEach, wholeSets } from './several.ts'
import { stampsIn, type State } from './state.ts'
import { textsOf } from '../render/unit-texts.ts'
import { unitsOf, type Unit } from '../render/unit.ts'
import { wantedOf, type Wanted } from './wanted.ts'

export interface WantedTree {
  readonly wanted: Wanted
  readonly apps: number
  readonly clusters: number
  /** How many pieces had to be rendered, of how many. */
  readonly rendered: number
  readonly pieces: number
  /** What was read, where that is to be remembered. */
  readonly readings?: Readings | undefined
  readonly model: Model
  /** What is rendered in a folder, in the same order each time; it is rendered when it is asked for. */
  readonly files: (folder: string) => readonly Rendered[]
}

export interface WantedOptions {
  /** Whether the objects are wanted, too: then everything is rendered on this thread, and once. */
  readonly objects?: boolean
}

/** Whether a memory has a file. */
function remembersAll(files: Iterable<string>, { rows }: State): boolean {
  const known = new Map<string, ReadonlyMap<string, unknown>>()
  for (const file of files) {
    const folder = folderOf(file)
    const names = known.get(folder) ?? stampsIn(rows.get(folder))
    known.set(folder, names)
    if (!names.has(file.slice(folder.length + 1))) return false
  }
  return true
}

/** The folders that a piece fills and that the memory has just as it would make them; none where it has not all of them. */
function foldersStill({ known }: Unit, { rows }: State, sets: ReturnType<typeof wholeSets>): readonly string[] {
  if (known === undefined) return []
  if (known.folder === undefined) return sets.get(known.key) ?? []
  return rows.get(known.folder)?.key === known.key ? [known.folder] : []
}

/**
 * The pieces that are new since they were last written, rendered; of the others that they are the same. Where a piece that is remembered is
 * asked for its text, it is rendered then.
 * @returns nothing when anything is wrong
 */
function assemble(
  units: readonly Unit[],
  state: State,
  fleet: Fleet,
  aside: Aside | undefined,
): Pick<WantedTree, 'wanted' | 'rendered' | 'files'> | undefined {
  const texts = new Map<string, string>()
  const later = new Map<string, Unit>()
  const keys = new Map<string, string>()
  const same = new Set<string>()
  const entries: (readonly [string, string])[] = []
  const fresh: Unit[] = []
  const sets = wholeSets(state)
  for (const unit of units) {
    const folders = foldersStill(unit, state, sets)
    if (folders.length === 0) fresh.push(unit)
    for (const folder of folders) {
      same.add(folder)
      keys.set(folder, state.rows.get(folder)?.key ?? '')
      later.set(folder, unit)
    }
  }
  const pieces = fresh.flatMap(({ piece }) => piece ?? [])
  // A little more than half: this thread also renders what clusters have beside their apps, and remembers what was written (docs/speed.md).
  const theirs = aside === undefined ? [] : pieces.slice(0, Math.floor(pieces.length * 0.55))
  const away = new Set(theirs)
  for (const unit of fresh) {
    if (unit.known?.folder === undefined) continue
    keys.set(unit.known.folder, unit.known.key)
    later.set(unit.known.folder, unit)
  }
  const join = theirs.length === 0 ? undefined : aside?.render(fleet, theirs)
  for (const unit of fresh) {
    if (unit.piece !== undefined && away.has(unit.piece)) continue
    const made = textsOf(unit.render)
    if (made === undefined) return undefined
    const { known } = unit
    if (known !== undefined && known.folder === undefined) {
      const folders = new Set([...made.keys()].map(folderOf))
      for (const folder of folders) keys.set(folder, keyOfEach(known.key, folders.size))
    }
    for (const file of made.keys()) {
      const folder = folderOf(file)
      if ((later.get(folder) ?? unit) !== unit) return undefined
      later.set(folder, unit)
    }
    for (const [file, text] of made) {
      if (texts.has(file)) return undefined
      texts.set(file, text)
      entries.push([file, sha256(text)])
    }
  }
  const told = join?.() ?? []
  if (join !== undefined && told.length === 0) return undefined
  entries.push(...told)
  const hashes = new Map(entries)
  if (hashes.size < entries.length || entries.some(([file]) => same.has(folderOf(file)))) return undefined
  // What stood in one tree fits, and so does a part of it; for folders that are the same one file stands.
  if (
    !remembersAll(hashes.keys(), state) &&
    !fitTogether([...hashes.keys(), ...[...same].map((folder) => `${folder}/any.yaml`)])
  )
    return undefined
  const text = (file: string): string => {
    const unit = texts.has(file) ? undefined : later.get(folderOf(file))
    for (const [of, made] of unit === undefined ? [] : (textsOf(unit.render) ?? [])) texts.set(of, made)
    return texts.get(file) ?? ''
  }
  const files = (folder: string): readonly Rendered[] => inFolder(later.get(folder), folder)
  const others = new Set(told.map(([file]) => file))
  const wanted: Wanted = {
    hashes,
    same,
    text,
    keys,
    ...(aside === undefined ? {} : { aside: { write: aside.write, has: (file) => others.has(file) } }),
  }
  return { wanted, rendered: fresh.length, files }
}

/** By unit: what it renders, by folder. */
const renderings = new WeakMap<Unit, ReadonlyMap<string, readonly Rendered[]>>()

/** What a unit renders in a folder; nothing where something is wrong with it. */
function inFolder(unit: Unit | undefined, folder: string): readonly Rendered[] {
  if (unit === undefined) return []
  let folders = renderings.get(unit)
  if (folders === undefined) {
    const made = unit.render()
    renderings.set(unit, (folders = Map.groupBy(made.ok ? made.value : [], ({ path: file }) => folderOf(file))))
  }
  return folders.get(folder) ?? []
}

/** The same, rendered once however often it is asked. */
function renderedOnce(unit: Unit): Unit {
  let made: ReturnType<Unit['render']> | undefined
  return { ...unit, render: () => (made ??= unit.render()) }
}

/** From here on a second thread gains more than it takes to start. */
const worthIt = 300

const isLarge = (root: string): boolean => {
  const apps = path.join(root, 'apps')
  return existsSync(apps) && readdirSync(apps).length >= worthIt / 2
}
const manyNew = (units: readonly Unit[], state: State): boolean =>
  units.filter(({ known }) => known?.folder !== undefined && state.rows.get(known.folder)?.key !== known.key).length >=
  worthIt

/** All of it rendered, with every issue there is. */
function everything(estate: Estate, progress?: (line: string) => void): Outcome<readonly Rendered[]> {
  return rendered(estate, resolveEstate(estate), progress)
}

/**
 * Reads the estate below a root and says what its tree should be. The same as `renderEstate` and `filesOf` for every state, but it renders only
 * what is not remembered, much of it on two threads. Whatever is wrong is told by those two.
 * @param state what is remembered of earlier runs, from `readState`
 * @param readBefore what was read by them, from `readReadings`; without it all is read
 */
export async function wantedTree(
  root: string,
  state: State,
  progress?: (line: string) => void,
  readBefore?: ReadBefore,
  { objects = false }: WantedOptions = {},
): Promise<Outcome<WantedTree>> {
  // Without a memory all is to be rendered; the thread gets ready while the estate is read.
  const aside = !objects && state.rows.size === 0 && isLarge(root) ? startAside() : undefined
  const code = codeKey()
  const memory = readBefore === undefined ? undefined : new Remembering(code, readBefore)
  const remembered = await loadEstate(root, memory?.read)
  // What is wrong is told by those who read all of it.
  const estate = remembered.ok || memory?.hasRemembered !== true ? remembered : await loadEstate(root)
  if (!estate.ok) return estate
  const model = resolveEstate(estate.value)
  const size = { apps: estate.value.apps.length, clusters: model.clusters.length }
  const all = unitsOf(model, estate.value.apps, code)
  const units = objects ? all.map(renderedOnce) : all
  const sound = model.clusters.every((cluster) => applicationNameIssues(cluster).length === 0)
  const some = sound
    ? assemble(units, state, model.fleet, aside ?? (!objects && manyNew(units, state) ? startAside() : undefined))
    : undefined
  const read = remembered.ok ? memory?.readings(root, size.clusters) : undefined
  if (some !== undefined)
    return ok({
      ...size,
      ...some,
      model,
      wanted: { ...some.wanted, from: read?.id },
      pieces: units.length,
      readings: read?.save,
    })
  const made = everything(estate.value, progress)
  const files = made.ok ? filesOf(made.value) : made
  if (!files.ok) return files
  const folders = Map.groupBy(made.ok ? made.value : [], ({ path: file }) => folderOf(file))
  return ok({
    ...size,
    model,
    wanted: wantedOf(files.value),
    rendered: units.length,
    pieces: units.length,
    files: (folder) => folders.get(folder) ?? [],
  })
}
