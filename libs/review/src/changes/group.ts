import type { Atom } from './atom.ts'
import { bumpOf, type Bump, type Releases } from './bump.ts'
import { entryOf, levelWeight, type Entry } from './entry.ts'

const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const all = map.get(key)
  if (all === undefined) map.set(key, [value])
  else all.push(value)
}

/** From this many values of one field on, apps that each have their own are one line with examples. */
const manyValues = 4

/** The atoms of one line each: the same change of the same field; or the same field, where nearly every object has a change of its own. */
function linesOf(atoms: readonly Atom[]): readonly (readonly Atom[])[] {
  const fields = new Map<string, Map<string, Atom[]>>()
  for (const atom of atoms) {
    const field = `${atom.verb}\0${atom.what}\0${atom.field}`
    let values = fields.get(field)
    if (values === undefined) fields.set(field, (values = new Map()))
    push(values, `${atom.before}\0${atom.after}`, atom)
  }
  return [...fields.values()].flatMap((values) => {
    const common = [...values.values()].filter((all) => all.length > 1)
    const single = [...values.values()].filter((all) => all.length === 1)
    if (values.size < manyValues) return [...values.values()]
    // Values that many share stay lines of their own; the rest is one.
    return common.length < manyValues
      ? [...common, ...(single.length > 0 ? [single.flat()] : [])]
      : [[...values.values()].flat()]
  })
}

/** Lines that happen in the very same places are one entry. */
function together(lines: readonly (readonly Atom[])[]): readonly Entry[] {
  const places = new Map<string, (readonly Atom[])[]>()
  for (const line of lines) push(places, [...new Set(line.map(({ spot }) => spot))].sort().join('\n'), line)
  return [...places.values()].map((same) => entryOf(same, undefined))
}

const bumpKey = ({ app, before, after }: Bump): string => JSON.stringify([app, before, after])

const order = (a: Entry, b: Entry): number =>
  levelWeight(b.level) - levelWeight(a.level) ||
  b.objects - a.objects ||
  ((a.spots[0] ?? '') < (b.spots[0] ?? '') ? -1 : 1)

/**
 * Groups atoms into entries: a release of an app is one, over all its clusters; the same change of the same field is one line; lines of the
 * same places are one entry. Every atom is in exactly one entry.
 */
export function group(byObject: readonly (readonly Atom[])[], releases: Releases): readonly Entry[] {
  const bumps = new Map<string, { readonly bump: Bump; readonly atoms: Atom[] }>()
  const rest: Atom[] = []
  for (const atoms of byObject) {
    const found = bumpOf(atoms, releases)
    if (found === undefined) {
      rest.push(...atoms)
      continue
    }
    const key = bumpKey(found.bump)
    const known = bumps.get(key)
    if (known === undefined) bumps.set(key, { bump: found.bump, atoms: [...found.atoms] })
    else known.atoms.push(...found.atoms)
    const taken = new Set(found.atoms)
    rest.push(...atoms.filter((atom) => !taken.has(atom)))
  }
  const released = [...bumps.values()].map(({ bump, atoms }) => entryOf(linesOf(atoms), bump))
  return [...released, ...together(linesOf(rest))].sort(order)
}
