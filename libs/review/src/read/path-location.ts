import { conventionalLocation } from './conventions.ts'

/** `clusters/<cluster>/<team>/<app>/...`, `argocd/<cluster>/...`; elsewhere by conventions, and empty where there is none. */
export interface PathLocation {
  readonly cluster: string
  readonly team: string
  readonly app: string
  readonly folder: string
  /** Whether the cluster is only a word for an environment in the path: its folders may be clusters of their own. */
  readonly isEnvironment?: true
}

/** Where a file, or an Application with a destination, puts its objects. */
export type Locate = (path: string, destination?: unknown) => PathLocation

const known = new Map<string, PathLocation>()

function locate(folder: string): PathLocation {
  const [tree = '', cluster = '', team = '', app = ''] = folder.split('/')
  if (tree === 'clusters' && app !== '') return { cluster, team, app, folder }
  if (tree === 'argocd' && cluster !== '') return { cluster, team: 'platform', app: 'argocd', folder }
  const found = conventionalLocation(folder)
  const parts = folder.split('/')
  const isEnvironment = found.cluster !== '' && parts[parts.indexOf(found.cluster) - 1] !== 'clusters'
  return { ...found, team: '', folder, ...(isEnvironment ? { isEnvironment } : {}) }
}

/** The same object for one folder. */
export function locationOf(path: string): PathLocation {
  const slash = path.lastIndexOf('/')
  const folder = slash < 0 ? '' : path.slice(0, slash)
  const before = known.get(folder)
  if (before !== undefined) return before
  const place = locate(folder)
  known.set(folder, place)
  return place
}
