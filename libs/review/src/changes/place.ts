/** What a path of an estate says: `clusters/<cluster>/<team>/<app>/...`, `argocd/<cluster>/...`. Elsewhere all but the folder is empty. */
export interface Place {
  readonly cluster: string
  readonly team: string
  readonly app: string
  readonly folder: string
}

const known = new Map<string, Place>()

/** Where a file stands. The same object comes back for the files of one folder. */
export function placeOf(path: string): Place {
  const slash = path.lastIndexOf('/')
  const folder = slash < 0 ? '' : path.slice(0, slash)
  const before = known.get(folder)
  if (before !== undefined) return before
  const [tree = '', cluster = '', team = '', app = ''] = folder.split('/')
  const place: Place =
    tree === 'clusters'
      ? { cluster, team, app, folder }
      : tree === 'argocd'
        ? { cluster, team: 'platform', app: 'argocd', folder }
        : { cluster: '', team: '', app: '', folder }
  known.set(folder, place)
  return place
}
