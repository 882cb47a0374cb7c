import { ok, type Outcome, type Rendered } from '@slipway/core'
import { applicationNameIssues } from '@slipway/gitops'
import { resolveEstate } from '@slipway/model'
import { loadEstate, type Estate } from '@slipway/spec'
import { codeKey } from './code.ts'
import { sha256 } from './disk.ts'
import { filesOf, fitTogether, textOf } from './files.ts'
import { folderOf } from './path.ts'
import { rendered } from './render.ts'
import type { State } from './state.ts'
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

/** The texts of a piece by path; nothing when something is wrong with it. */
function textsOf(unit: Unit): ReadonlyMap<string, string> | undefined {
  const made = unit.render()
  if (!made.ok) return undefined
  const texts = new Map<string, string>()
  for (const file of made.value) {
    const text = textOf(file)
    if (!text.ok || texts.has(file.path)) return undefined
    texts.set(file.path, text.value)
  }
  return texts
}

/** What we remember to have written, folder by folder. */
function hashesByFolder({ files, made }: State): ReadonlyMap<string, [string, string][]> {
  const folders = new Map<string, [string, string][]>([...made.keys()].map((folder) => [folder, []]))
  for (const [path, { sha256: hash }] of files) folders.get(folderOf(path))?.push([path, hash])
  return folders
}

/**
 * The pieces that are new since they were last written, rendered; of the others what they were. Where a piece that is remembered is asked for its
 * text, it is rendered then.
 * @returns nothing when anything is wrong
 */
function assemble(units: readonly Unit[], state: State): { wanted: Wanted; rendered: number } | undefined {
  const remembered = hashesByFolder(state)
  const texts = new Map<string, string>()
  const later = new Map<string, Unit>()
  const keys = new Map<string, string>()
  const entries: [string, string][] = []
  let count = 0
  for (const unit of units) {
    const { known } = unit
    if (known !== undefined) keys.set(known.folder, known.key)
    if (known !== undefined && state.made.get(known.folder) === known.key) {
      entries.push(...(remembered.get(known.folder) ?? []))
      later.set(known.folder, unit)
      continue
    }
    const made = textsOf(unit)
    if (made === undefined) return undefined
    count++
    for (const [path, text] of made) {
      if (texts.has(path)) return undefined
      texts.set(path, text)
      entries.push([path, sha256(text)])
    }
  }
  const hashes = new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
  if (hashes.size < entries.length || !fitTogether([...hashes.keys()])) return undefined
  const text = (path: string): string => {
    const unit = hashes.has(path) && !texts.has(path) ? later.get(folderOf(path)) : undefined
    for (const [of, made] of unit === undefined ? [] : (textsOf(unit) ?? [])) texts.set(of, made)
    return texts.get(path) ?? ''
  }
  return { wanted: { hashes, text, keys }, rendered: count }
}

/** All of it rendered, with every issue there is. */
function whole(estate: Estate, progress?: (line: string) => void): Outcome<readonly Rendered[]> {
  return rendered(estate, resolveEstate(estate), progress)
}

/**
 * Reads the estate below a root and says what its tree should be. The same as `renderEstate` and `filesOf` for every state, but it renders only
 * what is not remembered. Whatever is wrong is told by those two.
 * @param state what is remembered of earlier runs, from `readState`
 */
export async function wantedTree(root: string, state: State, progress?: (line: string) => void): Promise<Outcome<WantedTree>> {
  const estate = await loadEstate(root)
  if (!estate.ok) return estate
  const model = resolveEstate(estate.value)
  const size = { apps: estate.value.apps.length, clusters: model.clusters.length }
  const units = unitsOf(model, estate.value.apps, codeKey())
  const sound = model.clusters.every((cluster) => applicationNameIssues(cluster).length === 0)
  const some = sound ? assemble(units, state) : undefined
  if (some !== undefined) return ok({ ...size, ...some, pieces: units.length })
  const all = whole(estate.value, progress)
  const files = all.ok ? filesOf(all.value) : all
  return files.ok ? ok({ ...size, wanted: wantedOf(files.value), rendered: units.length, pieces: units.length }) : files
}
