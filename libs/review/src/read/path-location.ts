/** `clusters/<cluster>/<team>/<app>/...`, `argocd/<cluster>/...`; elsewhere all but the folder is empty. */
export interface PathLocation {
  readonly cluster: string
  readonly team: string
  readonly app: string
  readonly folder: string
}

const known = new Map<string, PathLocation>()

/** The same object for one folder. */
export function locationOf(path: string): PathLocation {
  const slash = path.lastIndexOf('/')
  const folder = slash < 0 ? '' : path.slice(0, slash)
  const before = known.get(folder)
  if (before !== undefined) return before
  const [tree = '', cluster = '', team = '', app = ''] = folder.split('/')
  const place: PathLocation =
    tree === 'clusters'
      ? { cluster, team, app, folder }
      : tree === 'argocd'
        ? { cluster, team: 'platform', app: 'argocd', folder }
        : { cluster: '', team: '', app: '', folder }
  known.set(folder, place)
  return place
}
