import { entityOf, type Change } from '../compare/match.ts'

/** Files of the fleet, or the code that renders, by which objects change whose own app did not. */
export interface Cause {
  /** Paths; where several changed, each may be it. */
  readonly files: readonly string[]
  readonly objects: number
  readonly apps: readonly string[]
}

/** Files that render every app, except prices and waivers, which only judge. */
const isShared = (path: string): boolean =>
  /^(?:fleet\/(?!prices\.|waivers\.)|libs\/(?:fleet|spec|model|manifests|platform|gitops|tree|kube|core)\/src\/)/.test(
    path,
  ) && !/\.test\.[cm]?[jt]s$/.test(path)
const clusterIn = (path: string): string | undefined => /^fleet\/clusters\/([^/]+)\.[a-z]+$/.exec(path)?.[1]
const appIn = (path: string): string | undefined => /^apps\/([^/]+)\//.exec(path)?.[1]
/** The code that renders is one thing to a reader, however many files of it changed. */
const shown = (path: string): string => (path.startsWith('libs/') ? 'the code that renders (libs/)' : path)

/**
 * Causes of changed objects whose app has no changed file: each cause once, with the number of objects.
 * @param paths changed files that are no objects
 */
export function causesOf(changes: readonly Change[], paths: readonly string[]): readonly Cause[] {
  const files = paths.filter(isShared)
  if (files.length === 0) return []
  const own = new Set(paths.flatMap((path) => appIn(path) ?? []))
  const caused = changes.flatMap((change) => {
    const { cluster, app } = entityOf(change).location
    if (own.has(app)) return []
    const by = files.filter((path) => (clusterIn(path) ?? cluster) === cluster)
    return by.length === 0 ? [] : [{ by: [...new Set(by.map(shown))].sort(), app }]
  })
  return [...Map.groupBy(caused, ({ by }) => by.join('\0')).values()]
    .map((same) => ({
      files: same[0]?.by ?? [],
      objects: same.length,
      apps: [...new Set(same.flatMap(({ app }) => (app === '' ? [] : [app])))].sort(),
    }))
    .sort((a, b) => b.objects - a.objects)
}
