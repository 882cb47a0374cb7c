import type { Line } from '../changes/change-group.ts'
import { templates } from '../effects/pod-template.ts'
import { locationOf } from '../read/path-location.ts'

/** `1 object`, `2 objects`. */
export const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`

/** Some of many names: `a, b, c and 9 more`. */
export const some = (names: readonly string[], most: number): string =>
  names.length <= most + 1 ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`

const podKinds = new Set(Object.keys(templates))
const wholeObjects = new Set<Line['verb']>(['added', 'removed', 'renamed', 'moved'])

/** Unchanged locations with the same kinds; none when more than two and more than a tenth. */
function exceptions(lines: readonly Line[], locations: readonly string[], paths: readonly string[]): readonly string[] {
  const [line] = lines
  if (line === undefined || locations.length < 4 || wholeObjects.has(line.verb)) return []
  const here = new Set(locations)
  const own = new Set(lines.flatMap(({ kinds }) => kinds))
  for (const kinds of [line.what === 'pods' ? podKinds : own, own]) {
    const prefixes = new Set([...kinds].map((kind) => kind.toLowerCase()))
    const missing = new Set<string>()
    for (const path of paths) {
      const { cluster, team, app } = locationOf(path)
      const location = `${cluster}/${team}/${app}`
      const [, prefix = ''] = /([^/-]*)-[^/]*$/.exec(path) ?? []
      if (app !== '' && app !== 'argocd' && !here.has(location) && prefixes.has(prefix)) missing.add(location)
    }
    if (missing.size <= 2 || missing.size * 10 <= locations.length) return [...missing].sort()
  }
  return []
}

/**
 * `storefront in dev, staging`, `212 apps in all 4 clusters, but for ledger in dev`, `3 files: a.yaml, b.yaml, c.yaml`.
 */
export function locationsText(
  locations: readonly string[],
  lines: readonly Line[],
  paths: readonly string[],
  clusters: readonly string[],
): string {
  // Without apps, a file has a dot; an app in its cluster has three words.
  const isFile = (location: string) => location.split('/').length !== 3 || /\.(?:ya?ml|json)$/.test(location)
  const files = locations.filter(isFile)
  const placed = locations.filter((location) => !isFile(location)).map((location) => location.split('/'))
  const parts: string[] = []
  if (placed.length > 0) {
    const apps = [...Map.groupBy(placed, ([, team, app]) => `${team}/${app}`).values()]
    const here = [...new Set(placed.map(([cluster = '']) => cluster))].sort()
    const what = apps.length <= 4 ? apps.map((all) => all[0]?.[2]).join(', ') : count(apps.length, 'app')
    const where =
      here.length === clusters.length && clusters.length > 1 ? `all ${clusters.length} clusters` : some(here, 6)
    const partly = apps.every((all) => all.length === here.length) ? '' : ` (${count(placed.length, 'place')})`
    const but = exceptions(lines, locations, paths).map((one) => one.replace(/^(.*)\/.*\/(.*)$/, '$2 in $1'))
    // A tree without clusters is of one that nobody names.
    const inClusters = here.every((cluster) => cluster === '') ? '' : ` in ${where}`
    parts.push(`${what}${inClusters}${partly}${but.length === 0 ? '' : `, but not ${some(but, 5)}`}`)
  }
  if (files.length > 0)
    parts.push(files.length <= 3 ? files.join(', ') : `${count(files.length, 'file')}: ${some(files, 2)}`)
  return parts.join('; ')
}
