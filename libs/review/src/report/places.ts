import { placeOf } from '../changes/place.ts'
import type { Line } from '../changes/entry.ts'

const several = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

/** Some of many names: `a, b, c and 9 more`. */
export function some(names: readonly string[], most: number): string {
  if (names.length <= most + 1) return names.join(', ')
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`
}

interface Spots {
  readonly apps: ReadonlyMap<string, readonly string[]>
  readonly clusters: readonly string[]
  readonly files: readonly string[]
}

function read(spots: readonly string[]): Spots {
  const apps = new Map<string, string[]>()
  const clusters = new Set<string>()
  const files: string[] = []
  for (const spot of spots) {
    const parts = spot.split('/')
    // A file of a tree without apps has a dot in its name; an app in its cluster has three words.
    if (parts.length !== 3 || /\.(?:ya?ml|json)$/.test(spot)) {
      files.push(spot)
      continue
    }
    const [cluster = '', team = '', app = ''] = parts
    clusters.add(cluster)
    const name = `${team}/${app}`
    const known = apps.get(name)
    if (known === undefined) apps.set(name, [cluster])
    else known.push(cluster)
  }
  return { apps, clusters: [...clusters].sort(), files }
}

const podKinds = ['deployment', 'rollout', 'statefulset', 'daemonset', 'cronjob']

/**
 * Which spots a change could have been at, and was not: those that hold an object of the same kinds. At most a tenth of all, or none are
 * told.
 */
function exceptions(lines: readonly Line[], spots: readonly string[], paths: readonly string[]): readonly string[] {
  const here = new Set(spots)
  const [line] = lines
  if (line === undefined || spots.length < 4 || ['came', 'went', 'renamed', 'moved'].includes(line.verb)) return []
  const all = new Set(lines.flatMap(({ kinds }) => kinds.map((kind) => kind.toLowerCase())))
  for (const kinds of [line.what === 'pods' ? new Set(podKinds) : all, all]) {
    const missing = new Set<string>()
    for (const path of paths) {
      const { cluster, team, app } = placeOf(path)
      const spot = `${cluster}/${team}/${app}`
      if (app === '' || app === 'argocd' || here.has(spot)) continue
      const file = path.slice(path.lastIndexOf('/') + 1)
      if (kinds.has(file.slice(0, file.indexOf('-')))) missing.add(spot)
    }
    if (missing.size === 0 || missing.size * 10 <= spots.length || missing.size <= 2) return [...missing].sort()
  }
  return []
}

/** `storefront in dev, staging`, `212 apps in all 4 clusters, but for ledger in dev`, `3 files: a.yaml, b.yaml, c.yaml`. */
export function placesText(
  spots: readonly string[],
  lines: readonly Line[],
  paths: readonly string[],
  clusters: readonly string[],
): string {
  const { apps, clusters: here, files } = read(spots)
  const parts: string[] = []
  if (apps.size > 0) {
    const names = [...apps.keys()].map((name) => name.slice(name.indexOf('/') + 1))
    const everywhere = [...apps.values()].every((list) => list.length === here.length)
    const where =
      here.length === clusters.length && clusters.length > 1 ? `all ${clusters.length} clusters` : some(here, 6)
    const what = apps.size <= 4 ? names.join(', ') : several(apps.size, 'app')
    const partly = everywhere ? '' : ` (${several(spots.length - files.length, 'place')})`
    const but = exceptions(lines, spots, paths)
    parts.push(
      `${what} in ${where}${partly}${
        but.length === 0
          ? ''
          : `, but not ${some(
              but.map((spot) => {
                const [cluster, , app] = spot.split('/')
                return `${app} in ${cluster}`
              }),
              5,
            )}`
      }`,
    )
  }
  if (files.length > 0)
    parts.push(files.length <= 3 ? files.join(', ') : `${several(files.length, 'file')}: ${some(files, 2)}`)
  return parts.join('; ')
}

export { several }
