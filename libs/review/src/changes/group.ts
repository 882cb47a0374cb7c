import { bumpOf, type Releases } from './bump.ts'
import { levelWeight } from '../risks/level.ts'
import { groupOf, type ChangeGroup } from './change-group.ts'
import type { FieldChange } from './field-change.ts'

type Changes = readonly FieldChange[]

/** From here on, apps with a value each are one line with examples. */
const manyValues = 4

const groupsBy = (changes: Changes, key: (change: FieldChange) => string): FieldChange[][] => [
  ...Map.groupBy(changes, key).values(),
]

/** The same change of the same field; or one field that changes differently nearly everywhere. */
const linesOf = (changes: Changes): readonly Changes[] =>
  groupsBy(changes, ({ verb, what, field }) => `${verb}\0${what}\0${field}`).flatMap((field) => {
    const values = groupsBy(field, ({ before, after }) => `${before}\0${after}`)
    if (values.length < manyValues) return values
    const common = values.filter((all) => all.length > 1)
    if (common.length >= manyValues) return [values.flat()]
    // Values that many share stay lines of their own.
    const single = values.filter((all) => all.length === 1).flat()
    return single.length > 0 ? [...common, single] : common
  })

const locationsOf = (line: Changes): string => [...new Set(line.map(({ location }) => location))].sort().join('\n')

const order = (a: ChangeGroup, b: ChangeGroup): number =>
  levelWeight(b.level) - levelWeight(a.level) ||
  b.objects - a.objects ||
  ((a.locations[0] ?? '') < (b.locations[0] ?? '') ? -1 : 1)

/**
 * A release of an image is one, over all its apps and clusters; the same change of the same field is one line; lines of the same
 * locations are one group. Every change is in exactly one.
 */
export function group(byObject: readonly Changes[], releases: Releases): readonly ChangeGroup[] {
  const bumps = byObject.flatMap((changes) => bumpOf(changes, releases) ?? [])
  const released = new Set(bumps.flatMap(({ changes }) => changes))
  const same = Map.groupBy(bumps, ({ repository, bump: { before, after } }) =>
    JSON.stringify([repository, before, after]),
  )
  // The app that the image belongs to has its name.
  const bumpIn = (all: typeof bumps) =>
    (all.find(({ bump, repository }) => `/${repository}`.endsWith(`/${bump.app}`)) ?? all[0])?.bump
  const rest = linesOf(byObject.flat().filter((change) => !released.has(change)))
  return [
    ...[...same.values()].map((all) => groupOf(linesOf(all.flatMap(({ changes }) => changes)), bumpIn(all))),
    ...[...Map.groupBy(rest, locationsOf).values()].map((lines) => groupOf(lines, undefined)),
  ].sort(order)
}
