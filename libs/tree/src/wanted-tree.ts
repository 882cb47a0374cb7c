import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { ok, type Outcome, type Rendered } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { applicationNameIssues } from '@slipway/gitops'
import { resolveEstate } from '@slipway/model'
import { loadEstate, type Estate } from '@slipway/spec'
import { codeKey } from './code.ts'
import { sha256 } from './disk.ts'
import { filesOf, fitTogether } from './files.ts'
import { folderOf } from './path.ts'
import { startAside, type Aside } from './render-aside.ts'
import { rendered } from './render.ts'
import type { State } from './state.ts'
import { textsOf } from './unit-texts.ts'
import { unitsOf, type Unit } from './unit.ts'
import { wantedOf, type Wanted } from './wanted.ts'

export interface WantedTree {
  readonly wanted: Wanted
  readonly apps: number
  readonly clusters: number
  /** How many pieces had to be rendered, of how many. */
  readonly rendered: number
  readonly pieces: number
}

/** What we remember to have written, folder by folder. */
function hashesByFolder({ files, made }: State): ReadonlyMap<string, [string, string][]> {
  const folders = new Map<string, [string, string][]>([...made.keys()].map((folder) => [folder, []]))
  for (const [file, { sha256: hash }] of files) folders.get(folderOf(file))?.push([file, hash])
  return folders
}

/**
 * The pieces that are new since they were last written, rendered; of the others what they were. Where a piece that is remembered is asked for its
 * text, it is rendered then.
 * @returns nothing when anything is wrong
 */
function assemble(units: readonly Unit[], state: State, fleet: Fleet, aside: Aside | undefined): { wanted: Wanted; rendered: number } | undefined {
  const remembered = hashesByFolder(state)
  const texts = new Map<string, string>()
  const later = new Map<string, Unit>()
  const keys = new Map<string, string>()
  const entries: (readonly [string, string])[] = []
  const fresh: Unit[] = []
  for (const unit of units) {
    const { known } = unit
    if (known !== undefined) {
      keys.set(known.folder, known.key)
      later.set(known.folder, unit)
    }
    if (known !== undefined && state.made.get(known.folder) === known.key) entries.push(...(remembered.get(known.folder) ?? []))
    else fresh.push(unit)
  }
  const pieces = fresh.flatMap(({ piece }) => piece ?? [])
  // A little less than half: the other thread has the pieces to take over first.
  const theirs = aside === undefined ? [] : pieces.slice(0, Math.floor(pieces.length * 0.47))
  const away = new Set(theirs)
  const join = theirs.length === 0 ? undefined : aside?.render(fleet, theirs)
  for (const unit of fresh) {
    if (unit.piece !== undefined && away.has(unit.piece)) continue
    const made = textsOf(unit.render)
    if (made === undefined) return undefined
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
  if (hashes.size < entries.length) return undefined
  // What stood in one tree fits, and so does a part of it.
  const isNew = [...hashes.keys()].some((file) => !state.files.has(file))
  if (isNew && !fitTogether([...hashes.keys()])) return undefined
  const text = (file: string): string => {
    const unit = hashes.has(file) && !texts.has(file) ? later.get(folderOf(file)) : undefined
    for (const [of, made] of unit === undefined ? [] : (textsOf(unit.render) ?? [])) texts.set(of, made)
    return texts.get(file) ?? ''
  }
  const others = new Set(told.map(([file]) => file))
  const wanted: Wanted = { hashes, text, keys, ...(aside === undefined ? {} : { aside: { write: aside.write, has: (file) => others.has(file) } }) }
  return { wanted, rendered: fresh.length }
}

/** From here on a second thread gains more than it takes to start. */
const worthIt = 300

const isLarge = (root: string): boolean => {
  const apps = path.join(root, 'apps')
  return existsSync(apps) && readdirSync(apps).length >= worthIt / 2
}
const manyNew = (units: readonly Unit[], state: State): boolean =>
  units.filter(({ known }) => known !== undefined && state.made.get(known.folder) !== known.key).length >= worthIt

/** All of it rendered, with every issue there is. */
function whole(estate: Estate, progress?: (line: string) => void): Outcome<readonly Rendered[]> {
  return rendered(estate, resolveEstate(estate), progress)
}

/**
 * Reads the estate below a root and says what its tree should be. The same as `renderEstate` and `filesOf` for every state, but it renders only
 * what is not remembered, much of it on two threads. Whatever is wrong is told by those two.
 * @param state what is remembered of earlier runs, from `readState`
 */
export async function wantedTree(root: string, state: State, progress?: (line: string) => void): Promise<Outcome<WantedTree>> {
  // Without a memory all is to be rendered; the thread gets ready while the estate is read.
  const aside = state.made.size === 0 && isLarge(root) ? startAside() : undefined
  const estate = await loadEstate(root)
  if (!estate.ok) return estate
  const model = resolveEstate(estate.value)
  const size = { apps: estate.value.apps.length, clusters: model.clusters.length }
  const units = unitsOf(model, estate.value.apps, codeKey())
  const sound = model.clusters.every((cluster) => applicationNameIssues(cluster).length === 0)
  const some = sound ? assemble(units, state, model.fleet, aside ?? (manyNew(units, state) ? startAside() : undefined)) : undefined
  if (some !== undefined) return ok({ ...size, ...some, pieces: units.length })
  const all = whole(estate.value, progress)
  const files = all.ok ? filesOf(all.value) : all
  return files.ok ? ok({ ...size, wanted: wantedOf(files.value), rendered: units.length, pieces: units.length }) : files
}
