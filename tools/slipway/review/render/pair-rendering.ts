import { unrenderedReason, type Locate, type Rendering, type Unrendered, type UnrenderedReason } from '@slipway/review'
import type { Side } from '../side.ts'
import { commandOf } from './arguments.ts'
import { plainFiles } from './plain-files.ts'
import type { Made, Renderer } from './renderer.ts'
import { isReason, shownFiles, unitOf, type Pair, type Part, type Unit } from './unit.ts'

/** Both sides, and the programs that render their units. */
interface Sides {
  readonly before: Side
  readonly after: Side
  readonly earlier: Renderer
  readonly later: Renderer
  /** The files that units of a side read. */
  readonly read: Readonly<Record<'before' | 'after', ReadonlySet<string>>>
  /** Folders of kustomizations that nobody asked for on the old side. */
  readonly alone: ReadonlySet<string>
}

/**
 * Finds the reason of a pair that was rendered before and fails now: Argo CD or Flux is stuck on it. A chart that
 * nobody asks for has none: whoever installs it may give what its own values lack.
 */
function brokenReason(pair: Pair, [old, now]: readonly [Made, Made]): UnrenderedReason | undefined {
  if (!('reason' in now) || now.reason.code !== 'failed' || !('files' in old) || old.files.size === 0) return undefined
  const { askedBy, parts } = pair.after ?? { askedBy: undefined, parts: [] }
  const isAlone = askedBy === undefined && parts.some(({ made }) => !isReason(made) && made.tool === 'helm')
  return isAlone || !parts.every(({ isPlain }) => isPlain) ? undefined : unrenderedReason('broken', now.reason.data)
}

function unrendered(pair: Pair, reason: UnrenderedReason, part: Part | undefined): Unrendered {
  const { name, path: file } = unitOf(pair)
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

/** Collects what pairs come to. */
export class PairRendering {
  readonly #sides: Sides
  readonly #before = new Map<string, string>()
  readonly #after = new Map<string, string>()
  readonly #same = new Map<string, string>()
  readonly #locations = new Map<string, Unit['location']>()
  readonly #inputs = new Set<string>()
  readonly #failed: Unrendered[] = []
  readonly #done = new Set<string>()
  readonly #open = new Set<string>()

  constructor(sides: Sides) {
    this.#sides = sides
  }

  /** All that one side came to so far. */
  texts(side: 'before' | 'after'): ReadonlyMap<string, string> {
    return new Map([...(side === 'before' ? this.#before : this.#after), ...this.#same])
  }
  locate(locate: Locate): Locate {
    return (path, destination) => this.#locations.get(path) ?? locate(path, destination)
  }

  /** A pair that is not rendered, whatever it is. */
  refuse(pair: Pair, reason: UnrenderedReason, part?: Part): void {
    this.#failed.push(unrendered(pair, reason, part))
    const { askedBy } = unitOf(pair)
    if (askedBy !== undefined) this.#open.add(askedBy)
  }

  /** A pair that a change touches: both sides. */
  async touched(pair: Pair): Promise<void> {
    const unit = unitOf(pair)
    const { earlier, later } = this.#sides
    const made = await Promise.all([
      earlier.filesOf(pair.before, unit.location),
      later.filesOf(pair.after, unit.location),
    ])
    const [old, now] = made
    if ('reason' in now) return this.refuse(pair, brokenReason(pair, made) ?? now.reason, now.part)
    if ('reason' in old) return this.refuse(pair, old.reason, old.part)
    for (const one of [pair.before, pair.after])
      for (const file of one?.parts.flatMap(shownFiles) ?? []) this.#inputs.add(file)
    if (unit.askedBy !== undefined) this.#done.add(unit.askedBy)
    const { a, b } = await this.#besideTools(pair, unit, old.files, now.files)
    for (const file of new Set([...a.keys(), ...b.keys()])) {
      this.#locations.set(file, unit.location)
      const [x, y] = [a.get(file), b.get(file)]
      if (x === y) this.#same.set(file, y ?? '')
      else {
        if (x !== undefined) this.#before.set(file, x)
        if (y !== undefined) this.#after.set(file, y)
      }
    }
  }

  /** A pair that a change does not touch, to compare others with. */
  async beside({ after: unit }: Pair): Promise<void> {
    if (unit === undefined) return
    const made = await this.#sides.later.filesOf(unit, unit.location)
    if ('reason' in made) return
    for (const [file, text] of made.files) {
      this.#locations.set(file, unit.location)
      this.#same.set(file, text)
    }
  }

  /** With plain files of the side that has no kustomization for them, where a kustomization comes or goes. */
  async #besideTools(
    pair: Pair,
    unit: Unit,
    old: ReadonlyMap<string, string>,
    now: ReadonlyMap<string, string>,
  ): Promise<{ readonly a: ReadonlyMap<string, string>; readonly b: ReadonlyMap<string, string> }> {
    const { parts } = unit
    const isBuilt = parts.every(({ made }) => !isReason(made) && made.tool === 'kustomize')
    if (!isBuilt) return { a: old, b: now }
    const other = async (name: 'before' | 'after', made: ReadonlyMap<string, string>) => {
      const side = this.#sides[name]
      const files = parts
        .flatMap((part) => part.files)
        .filter((file) => side.files.has(file) && !this.#sides.read[name].has(file))
      return plainFiles(await side.read(files), made, unit.location)
    }
    if (pair.after === undefined) return { a: old, b: new Map([...now, ...(await other('after', old))]) }
    if (pair.before !== undefined) return { a: old, b: now }
    // A kustomization that nobody asked for before: its differences are reported as its own, and the rest comes
    // with its Application.
    const isAsked = parts.every(({ made }) => 'folder' in made && this.#sides.alone.has(made.folder))
    if (!isAsked) return { a: new Map([...old, ...(await other('before', now))]), b: now }
    const built = await this.#sides.earlier.filesOf(unit, unit.location)
    const files = 'files' in built ? [...built.files] : []
    return { a: new Map([...old, ...files.filter(([file, text]) => now.has(file) && now.get(file) !== text)]), b: now }
  }

  rendering(): Rendering {
    return {
      before: this.#before,
      after: this.#after,
      same: this.#same,
      locations: this.#locations,
      applications: new Set([...this.#done].filter((key) => !this.#open.has(key))),
      inputs: this.#inputs,
      unrendered: this.#failed.toSorted((a, b) =>
        a.path < b.path ? -1 : a.path > b.path ? 1 : a.name < b.name ? -1 : 1,
      ),
    }
  }
}
